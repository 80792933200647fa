/** Views that a session loaded with Update-FormatData: state of the runspace, under its extension `formatViews`. */
import { HeapObject, snapshotClass, touch } from '../values/heap.ts';
import { control, type ViewDefinition } from './viewTypes.ts';

/** One loaded view; a heap object, so that running formatters can refer to it. */
export class UserView extends HeapObject {
  definition: ViewDefinition;
  constructor(definition: ViewDefinition = { name: '', types: [], control: control(), groupBy: null, outOfBand: false, controls: {} }) {
    super();
    this.definition = definition;
  }
}
snapshotClass('UserView', 'heap', UserView);

/** All loaded views: those that come before the built-in ones and those after. */
export class FormatViews extends HeapObject {
  prepended: UserView[];
  appended: UserView[];
  constructor() {
    super();
    this.prepended = [];
    this.appended = [];
  }
  /** Adds the views of one file, in front of (`first`) or behind those there. */
  add(definitions: readonly ViewDefinition[], first: boolean): void {
    touch(this);
    const views = definitions.map((definition) => new UserView(definition));
    if (first) this.prepended.unshift(...views);
    else this.appended.push(...views);
  }
}
snapshotClass('FormatViews', 'heap', FormatViews);
