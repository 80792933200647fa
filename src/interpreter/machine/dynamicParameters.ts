/** Parameters that a dynamicparam block makes: RuntimeDefinedParameterDictionary (RuntimeDefinedParameters.cs). */
import { dynamicParameter } from '../binding/functionMetadata.ts';
import type { ParameterMetadata } from '../binding/metadata.ts';
import type { AttributeSpec } from '../values/code.ts';
import { DerivedTable, PSHashtable } from '../values/collections.ts';
import { enumerate } from '../values/enumerate.ts';
import { HeapObject, snapshotClass, touch } from '../values/heap.ts';
import { m, p, rw } from '../values/types/define.ts';
import { registerType } from '../values/types/registry.ts';
import { TypeValue, type Value } from '../values/value.ts';
import { AttributeObject, specOf } from './attributeObjects.ts';
import type { CodeFrame } from './frames.ts';
import type { Machine } from './machine.ts';

const SMA = 'System.Management.Automation.';

/** A RuntimeDefinedParameter. */
export class RuntimeParameter extends HeapObject {
  name: string;
  type: Value;
  attributes: Value;
  isSet: boolean;
  value: Value;
  constructor(name = '', type: Value = null, attributes: Value = null) {
    super();
    this.name = name;
    this.type = type;
    this.attributes = attributes;
    this.isSet = false;
    this.value = null;
  }
}
snapshotClass('RuntimeDefinedParameter', 'heap', RuntimeParameter);

const r = (self: Value): RuntimeParameter => self as RuntimeParameter;
function field(type: string, name: 'name' | 'type' | 'attributes' | 'isSet' | 'value') {
  return rw(
    type,
    (self) => r(self)[name],
    (self, v) => {
      (r(self) as unknown as Record<string, Value>)[name] = v;
      touch(r(self));
    },
  );
}

registerType({
  name: `${SMA}RuntimeDefinedParameter`,
  ctor: RuntimeParameter,
  properties: {
    Name: field('string', 'name'),
    ParameterType: field('type', 'type'),
    Value: field('System.Object', 'value'),
    IsSet: field('bool', 'isSet'),
    Attributes: p('System.Collections.ObjectModel.Collection[System.Attribute]', (self) => r(self).attributes),
  },
  constructors: [
    m(`${SMA}RuntimeDefinedParameter new()`, () => new RuntimeParameter()),
    m(
      `${SMA}RuntimeDefinedParameter new(string name, type parameterType, System.Collections.ObjectModel.Collection[System.Attribute] attributes)`,
      (_s, [n, t, a]) => new RuntimeParameter(String(n), t ?? null, a ?? null),
    ),
  ],
});
registerType({
  name: `${SMA}RuntimeDefinedParameterDictionary`,
  base: `System.Collections.Generic.Dictionary\`2[System.String,${SMA}RuntimeDefinedParameter]`,
  constructors: [
    m(
      `${SMA}RuntimeDefinedParameterDictionary new()`,
      () => new DerivedTable(`${SMA}RuntimeDefinedParameterDictionary`, `${SMA}RuntimeDefinedParameter`),
    ),
  ],
});

/** Runs a frame's dynamicparam block and answers the parameters it made. Their values are kept up to date in the objects. */
export function dynamicParametersOf(machine: Machine, frame: CodeFrame): ParameterMetadata[] {
  const output = machine.context.perform(() => ({ kind: 'dynamicParameters', frame })) as Value[];
  const found: ParameterMetadata[] = [];
  for (const item of output) {
    if (!(item instanceof PSHashtable)) continue;
    frame.runtimeParameters = item;
    for (const entry of item.entries.values()) {
      const parameter = entry.value;
      if (!(parameter instanceof RuntimeParameter)) continue;
      const specs: AttributeSpec[] = [];
      for (const a of enumerate(parameter.attributes) ?? []) if (a instanceof AttributeObject) specs.push(specOf(a));
      const type =
        parameter.type instanceof TypeValue
          ? parameter.type.name
          : parameter.type === null
            ? 'System.Object'
            : machine.text(parameter.type);
      found.push(dynamicParameter(parameter.name, type, specs));
    }
  }
  return found;
}
