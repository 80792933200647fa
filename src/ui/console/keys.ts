/** Whether something is selected in the page or in a shadow tree, so that Ctrl+C copies it. */
export function hasSelection(...roots: (Node | null | undefined)[]): boolean {
  const here = (owner: { getSelection?: () => Selection | null }) => {
    const selection = owner.getSelection?.();
    return Boolean(selection && selection.type === 'Range' && selection.toString() !== '');
  };
  if (here(document)) return true;
  // Chromium tells a shadow tree's selection only to the tree itself.
  return roots.some((root) => root instanceof ShadowRoot && here(root as ShadowRoot & { getSelection?: () => Selection | null }));
}

/** Whether a key writes a character: pressed anywhere in the console it goes to the prompt. */
export function isTyping(event: KeyboardEvent): boolean {
  return event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
}

/** The innermost element that an event came from. */
export function originOf(event: Event): Element | null {
  const first = event.composedPath()[0];
  return first instanceof Element ? first : null;
}

/** Whether an element uses keys itself. */
export function takesKeys(element: Element | null): boolean {
  return (
    element?.closest('textarea, input, select, button, a, summary, [role="menu"], [role="menuitem"], [role="separator"], dialog') != null
  );
}
