/** Views that a session loaded with Update-FormatData: state of the runspace, under its extension `formatViews`. */
import { HeapObject, snapshotClass, touch } from '../values/heap.ts';
import { control, type ViewDefinition } from './viewTypes.ts';

/** One loaded view; a heap object, so that running formatters can refer to it. */
export class UserView extends HeapObject {
  definition: ViewDefinition;
  /** The file that it came from. */
  file: string;
  constructor(
    definition: ViewDefinition = { name: '', types: [], control: control(), groupBy: null, outOfBand: false, controls: {} },
    file = '',
  ) {
    super();
    this.definition = definition;
    this.file = file;
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
  /** Takes the views of one file in place of those it gave before, in front of (`first`) or behind the others. */
  load(file: string, definitions: readonly ViewDefinition[], first: boolean): void {
    touch(this);
    this.prepended = this.prepended.filter((view) => view.file !== file);
    this.appended = this.appended.filter((view) => view.file !== file);
    const views = definitions.map((definition) => new UserView(definition, file));
    if (first) this.prepended.unshift(...views);
    else this.appended.push(...views);
  }
}
snapshotClass('FormatViews', 'heap', FormatViews);
