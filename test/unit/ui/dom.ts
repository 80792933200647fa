import { LitElement } from 'lit';

/** Puts a component into the page and waits until it is drawn. */
export async function show<T extends HTMLElement>(element: T): Promise<T> {
  document.body.append(element);
  await settled(element);
  return element;
}

/** Waits until a component and those inside it are drawn. */
export async function settled(element: Element): Promise<void> {
  for (let round = 0; round < 4; round++) {
    if (element instanceof LitElement) await element.updateComplete;
    for (const inner of (element.shadowRoot ?? element).querySelectorAll('*')) if (inner instanceof LitElement) await inner.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** Finds an element through shadow roots. */
export function find<T extends Element = HTMLElement>(root: Element, selector: string): T {
  const found = all<T>(root, selector)[0];
  if (!found) throw new Error(`there is no ${selector}`);
  return found;
}

/** Finds all such elements through shadow roots. */
export function all<T extends Element = HTMLElement>(root: Element, selector: string): T[] {
  const result: T[] = [];
  const visit = (scope: ParentNode) => {
    for (const element of scope.querySelectorAll('*')) {
      if (element.matches(selector)) result.push(element as T);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  visit(root.shadowRoot ?? root);
  return result;
}

/** Presses a key on an element, as `Enter`, `Shift+Enter`, `Control+c`. Answers whether it was left to the browser. */
export function press(element: Element, chord: string): boolean {
  const parts = chord.split('+');
  const key = parts.pop() as string;
  return element.dispatchEvent(
    new KeyboardEvent('keydown', {
      key,
      bubbles: true,
      composed: true,
      cancelable: true,
      ctrlKey: parts.includes('Control'),
      shiftKey: parts.includes('Shift'),
      altKey: parts.includes('Alt'),
    }),
  );
}

/** Types a text into a field as a person does. */
export function type(field: HTMLTextAreaElement | HTMLInputElement, text: string): void {
  field.value = text;
  field.setSelectionRange(text.length, text.length);
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}

/** The next event of a name on an element. */
export function next<T>(element: EventTarget, name: string): Promise<T> {
  return new Promise((resolve) => element.addEventListener(name, (event) => resolve((event as CustomEvent<T>).detail), { once: true }));
}
