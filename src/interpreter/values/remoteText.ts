/** What is left of an object that came from another session beside its properties: the text of its ToString. */
import { snapshotClass } from './heap.ts';
import { registerType } from './types/registry.ts';

/** Base of a deserialized object. */
export class RemoteText {
  readonly text: string;
  constructor(text = '') {
    this.text = text;
  }
}
snapshotClass('RemoteText', 'value', RemoteText);

registerType({
  name: 'System.Management.Automation.Internal.RemoteObject',
  ctor: RemoteText,
  isSealed: true,
  toText: (self) => (self as RemoteText).text,
});
