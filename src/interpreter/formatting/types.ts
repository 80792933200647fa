/** .NET-shaped types of formatted output, so that scripts can look at it (GetType(), Get-Member). Source: FormattingObjects.cs. */
import type { TypeDescriptor } from '../values/descriptor.ts';
import { registerType } from '../values/types/registry.ts';
import { FormatEndData, FormatEntryData, FormatStartData, GroupEndData, GroupStartData, PACKET_NAMESPACE } from './packets.ts';

const BASE = `${PACKET_NAMESPACE}.FormatInfoData`;

function descriptor(name: string, ctor: TypeDescriptor['ctor'], more: Partial<TypeDescriptor> = {}): TypeDescriptor {
  return { name: `${PACKET_NAMESPACE}.${name}`, base: BASE, isSealed: true, ctor, ...more };
}

let registered = false;

/** Makes the types known; called by the cmdlets that emit or take formatted output. */
export function registerPacketTypes(): void {
  if (registered) return;
  registered = true;
  registerType({ name: BASE, isAbstract: true });
  registerType(descriptor('FormatStartData', FormatStartData));
  registerType(descriptor('GroupStartData', GroupStartData));
  registerType(
    descriptor('FormatEntryData', FormatEntryData, {
      properties: { outOfBand: { type: 'bool', get: (self) => (self as FormatEntryData).outOfBand } },
    }),
  );
  registerType(descriptor('GroupEndData', GroupEndData));
  registerType(descriptor('FormatEndData', FormatEndData));
}
