/** Makes the types known that the tests name, as far as nothing imported so far has registered them. */
import { findType, registerType, type TypeShape } from '../../../src/interpreter/values/types/registry.ts';

const AUTOMATION = 'System.Management.Automation';

const TYPES: TypeShape[] = [
  { name: 'System.Object' },
  { name: 'System.ValueType' },
  { name: 'System.Int32', accelerators: ['int', 'int32'], isValueType: true },
  { name: 'System.Double', accelerators: ['double'], isValueType: true },
  { name: 'System.UInt64', accelerators: ['ulong'], isValueType: true },
  { name: 'System.Boolean', accelerators: ['bool'], isValueType: true },
  {
    name: 'System.String',
    accelerators: ['string'],
    properties: { Length: { type: 'int', get: (self) => (self as string).length } },
  },
  { name: 'System.Array', accelerators: ['array'] },
  { name: `${AUTOMATION}.SwitchParameter`, accelerators: ['switch'], isValueType: true },
  { name: `${AUTOMATION}.ScriptBlock`, accelerators: ['scriptblock'] },
  { name: `${AUTOMATION}.PSObject`, accelerators: ['psobject'] },
  { name: `${AUTOMATION}.PSCredential`, accelerators: ['pscredential'] },
  { name: `${AUTOMATION}.ActionPreference`, enumNames: { SilentlyContinue: 0, Stop: 1, Continue: 2 } },
];

for (const type of TYPES) {
  if (findType(type.name) !== undefined) continue;
  registerType({ base: type.isValueType ? 'System.ValueType' : 'System.Object', ...type });
}
