/**
 * The place where commands are typed, whatever carries it: a plain textarea now, an editor component later. Positions count UTF-16 units
 * as strings do.
 */
export interface PromptEditor {
  /** What goes into the page. Its accessible name is "Command line". */
  readonly element: HTMLElement;
  readonly text: string;
  /** Where typing goes in; the selection reaches from here to `selectionEnd`. */
  readonly cursor: number;
  readonly selectionEnd: number;
  /** Replaces the whole text; the cursor goes to its end unless told. Not told to `changed`. */
  setText(text: string, cursor?: number): void;
  /** Replaces a part as typing would, so that undo takes it back; the cursor goes behind it. */
  replace(from: number, to: number, text: string): void;
  focus(): void;
  configure(options: PromptEditorOptions): void;
  dispose(): void;
}

/** How the place looks and is announced. */
export interface PromptEditorOptions {
  placeholder: string;
  /** Characters are not shown. */
  masked: boolean;
  /** Id of what describes it, in the same tree; the question when one is asked. */
  describedBy: string | null;
  /** Id of an open list of candidates and of the one that is active. */
  controls: string | null;
  active: string | null;
}

/** Who uses the editor. */
export interface PromptEditorHost {
  /** A person changed the text. */
  changed(): void;
  /** A key was pressed; true: it was used and the editor leaves it alone. */
  key(event: KeyboardEvent): boolean;
  /** The place was left. */
  left(): void;
}

/** Makes an editor; what the prompt is given. */
export type MakePromptEditor = (host: PromptEditorHost) => PromptEditor;
