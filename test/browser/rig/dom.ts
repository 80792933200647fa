/** What the rig asks of a document. `inDocument` is sent to the page as text, so it holds all that it needs. */
export type Question =
  | { ask: 'find'; role: string; name?: string }
  | { ask: 'focus'; role: string; name?: string }
  | { ask: 'place'; role: string; name?: string }
  | { ask: 'value'; role: string; name?: string }
  | { ask: 'names'; role: string }
  | { ask: 'text'; role: string; name?: string; pending: boolean };

/** The middle of an element in the viewport, or why it cannot be clicked there. */
export type Place = { x: number; y: number; hidden?: string };

/**
 * Finds elements by role and accessible name through open shadow roots and answers a question about the first one. Names follow the part
 * of the accessible-name rules that the product uses: aria-labelledby, aria-label, a label element, else the text. Answers undefined when
 * there is no such element.
 */
export function inDocument(question: Question): unknown {
  const selectors: Record<string, string> = {
    textbox: 'textarea, input:not([type]), input[type=text], [contenteditable=true], [role=textbox]',
    button: 'button, input[type=button], input[type=submit], summary, [role=button]',
    list: 'ul, ol, [role=list]',
    listitem: 'li, [role=listitem]',
    status: 'output, [role=status]',
    dialog: 'dialog[open], [role=dialog]',
    menu: '[role=menu]',
    menuitem: '[role=menuitem]',
    link: 'a[href], [role=link]',
  };
  const children = (node: Node): Node[] => {
    if (node instanceof HTMLSlotElement) {
      const assigned = node.assignedNodes();
      if (assigned.length > 0) return assigned;
    }
    return [...((node instanceof Element && node.shadowRoot) || node).childNodes];
  };
  const matching: Element[] = [];
  const collect = (scope: Document | ShadowRoot | Element, selector: string) => {
    for (const element of scope.querySelectorAll('*')) {
      if (element.matches(selector)) matching.push(element);
      if (element.shadowRoot) collect(element.shadowRoot, selector);
    }
  };
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const nameOf = (element: Element): string => {
    const scope = element.getRootNode() as Document | ShadowRoot;
    const labelledBy = element.getAttribute('aria-labelledby');
    if (labelledBy)
      return labelledBy
        .split(/\s+/)
        .map((id) => scope.getElementById(id)?.textContent?.trim() ?? '')
        .join(' ');
    const label = element.getAttribute('aria-label');
    if (label) return label.trim();
    const labels = (element as HTMLInputElement).labels;
    if (labels && labels.length > 0) return labels[0].textContent?.trim() ?? '';
    return (element.textContent?.trim() || element.getAttribute('title')) ?? '';
  };
  const blockLike = /^(block|flex|grid|list-item|flow-root|table|table-row)/;
  /** Text as a person would copy it: one line per block, hidden parts left out. */
  const textOf = (root: Element, pending: boolean): string => {
    let text = '';
    const visit = (node: Node) => {
      if (node instanceof Text) {
        text += node.data;
        return;
      }
      if (node instanceof Element) {
        if (!pending && node.hasAttribute('data-pending')) return;
        if (node.tagName === 'STYLE' || node.tagName === 'SCRIPT') return;
        if (node.tagName === 'BR') {
          text += '\n';
          return;
        }
        const display = getComputedStyle(node).display;
        if (display === 'none') return;
        const isBlock = blockLike.test(display);
        if (isBlock && text !== '' && !text.endsWith('\n')) text += '\n';
        const before = text.length;
        for (const child of children(node)) visit(child);
        if (isBlock && text.length > before && !text.endsWith('\n')) text += '\n';
        return;
      }
      for (const child of children(node)) visit(child);
    };
    for (const child of children(root)) visit(child);
    return text;
  };

  collect(document, selectors[question.role] ?? `[role=${question.role}]`);
  if (question.ask === 'names') return matching.filter(isShown).map(nameOf);
  const { name } = question;
  const found = matching.filter((element) => isShown(element) && (name === undefined || nameOf(element) === name));
  const element = found[0] as HTMLElement | undefined;
  if (!element) return undefined;
  if (question.ask === 'text') return textOf(element, question.pending);
  if (question.ask === 'value') return (element as HTMLTextAreaElement).value ?? element.textContent;
  if (question.ask === 'focus') {
    element.focus();
    return true;
  }
  if (question.ask === 'place') {
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const rect = element.getBoundingClientRect();
    const place: Place = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
    let top: Element | null = document.elementFromPoint(place.x, place.y);
    while (top?.shadowRoot?.elementFromPoint(place.x, place.y) && top.shadowRoot.elementFromPoint(place.x, place.y) !== top) {
      top = top.shadowRoot.elementFromPoint(place.x, place.y);
    }
    let at: Node | null = top;
    while (at && at !== element) at = at instanceof ShadowRoot ? at.host : ((at as Element).assignedSlot ?? at.parentNode);
    if (at !== element) place.hidden = top ? `<${top.tagName.toLowerCase()}> covers it` : 'it is outside the viewport';
    if ((element as HTMLButtonElement).disabled) place.hidden = 'it is disabled';
    return place;
  }
  return true;
}
