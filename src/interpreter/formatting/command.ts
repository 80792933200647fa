/** State of one formatting command (Format-Table …, or default formatting inside Out-*): plain data. */
import { HeapObject, snapshotClass } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import type { Expression } from './expressions.ts';
import type { Alignment, Shape } from './packets.ts';
import type { FormatParameters } from './parameters.ts';
import type { UserView } from './userViews.ts';

/** A property that is shown, after wildcards. */
export interface Association {
  expression: Expression;
  /** null = the expression's text. */
  label: string | null;
  width: number;
  alignment: Alignment | null;
  format: string | null;
  depth: number | null;
}

/** What the command knows of the output that is open. Replaced as a whole, never changed in place. */
export interface OpenDocument {
  state: 'none' | 'document' | 'group';
  shape: Shape;
  /** Number of the built-in view, -1 = none or a loaded one. */
  builtin: number;
  user: UserView | null;
  /** Columns of a table without view. */
  associations: Association[];
  /** A column PSComputerName is added to the view's. */
  withComputer: boolean;
  /** Value that the open group is for; undefined = none yet. */
  groupValue: Value | undefined;
  groupLabel: string;
  /** Type of the last object that went in by its view: the next of that type needs no checks. */
  lastType: string;
}

/** A formatting command. */
export class FormatCommand extends HeapObject {
  /** null: default formatting chooses. */
  shape: Shape | null;
  parameters: FormatParameters | null;
  open: OpenDocument;
  constructor(shape: Shape | null = null, parameters: FormatParameters | null = null) {
    super();
    this.shape = shape;
    this.parameters = parameters;
    this.open = closedDocument();
  }
}
snapshotClass('FormatCommand', 'heap', FormatCommand);

/** Nothing open. */
export function closedDocument(): OpenDocument {
  return {
    state: 'none',
    shape: 'list',
    builtin: -1,
    user: null,
    associations: [],
    withComputer: false,
    groupValue: undefined,
    groupLabel: '',
    lastType: '',
  };
}
