/** Attributes as objects that scripts make: [Parameter]@{…}, [ValidateSet]::new(…). */
import type { AttributeSpec } from '../values/code.ts';
import { PSArray } from '../values/collections.ts';
import { enumerate } from '../values/enumerate.ts';
import { HeapObject, snapshotClass, touch } from '../values/heap.ts';
import { typeNameOf } from '../values/typeNames.ts';
import { m, p, rw } from '../values/types/define.ts';
import { extendType, registerType } from '../values/types/registry.ts';
import { TypeValue, type Value } from '../values/value.ts';

const SMA = 'System.Management.Automation.';

/** An attribute's object. */
export class AttributeObject extends HeapObject {
  typeName: string;
  positional: Value[];
  /** Named arguments and properties in their own spelling. */
  named: Map<string, Value>;
  constructor(typeName = '', positional: Value[] = []) {
    super();
    this.typeName = typeName;
    this.positional = positional;
    this.named = new Map();
  }
}
snapshotClass('AttributeObject', 'heap', AttributeObject);

/** The attribute as the binder knows attributes. */
export function specOf(a: AttributeObject): AttributeSpec {
  return { typeName: a.typeName, positional: [...a.positional], named: Object.fromEntries(a.named) };
}

interface Shape {
  /** Property and its type, with its default. */
  properties?: Record<string, [string, Value]>;
  /** Parameters of the constructors. */
  constructors?: string[];
  base?: string;
}

const VALIDATE = `${SMA}ValidateArgumentsAttribute`;
const ENUMERATED = `${SMA}ValidateEnumeratedArgumentsAttribute`;
const SHAPES: Record<string, Shape> = {
  Parameter: {
    properties: {
      Position: ['int', -2147483648],
      ParameterSetName: ['string', '__AllParameterSets'],
      Mandatory: ['bool', false],
      ValueFromPipeline: ['bool', false],
      ValueFromPipelineByPropertyName: ['bool', false],
      ValueFromRemainingArguments: ['bool', false],
      HelpMessage: ['string', null],
      HelpMessageBaseName: ['string', null],
      HelpMessageResourceId: ['string', null],
      DontShow: ['bool', false],
    },
    constructors: [''],
  },
  Alias: { constructors: ['params string[] aliasNames'] },
  AllowNull: { constructors: [''] },
  AllowEmptyString: { constructors: [''] },
  AllowEmptyCollection: { constructors: [''] },
  SupportsWildcards: { constructors: [''] },
  PSDefaultValue: { properties: { Help: ['string', null], Value: ['System.Object', null] }, constructors: [''] },
  ValidateNotNull: { base: VALIDATE, constructors: [''] },
  ValidateNotNullOrEmpty: { base: VALIDATE, constructors: [''] },
  ValidateNotNullOrWhiteSpace: { base: VALIDATE, constructors: [''] },
  ValidateCount: { base: VALIDATE, constructors: ['int minLength, int maxLength'] },
  ValidateLength: { base: ENUMERATED, constructors: ['int minLength, int maxLength'] },
  ValidateRange: {
    base: ENUMERATED,
    constructors: ['System.Object minRange, System.Object maxRange', `${SMA}ValidateRangeKind kind`],
  },
  ValidateSet: {
    base: ENUMERATED,
    properties: { IgnoreCase: ['bool', true], ErrorMessage: ['string', null] },
    constructors: ['params string[] validValues', 'type valuesGeneratorType'],
  },
  ValidatePattern: { base: ENUMERATED, properties: { ErrorMessage: ['string', null] }, constructors: ['string regexPattern'] },
  ValidateScript: { base: ENUMERATED, properties: { ErrorMessage: ['string', null] }, constructors: ['scriptblock scriptBlock'] },
  ValidateDrive: { base: VALIDATE, constructors: ['params string[] validRootDrives'] },
  ArgumentCompleter: { constructors: ['scriptblock scriptBlock', 'type type'] },
  ArgumentCompletions: { constructors: ['params string[] completions'] },
  Credential: { constructors: [''] },
  OutputType: { constructors: ['params string[] type', 'params type[] type'] },
  CmdletBinding: {
    properties: {
      DefaultParameterSetName: ['string', ''],
      SupportsShouldProcess: ['bool', false],
      SupportsPaging: ['bool', false],
      ConfirmImpact: [`${SMA}ConfirmImpact`, null],
      PositionalBinding: ['bool', true],
      HelpUri: ['string', ''],
    },
    constructors: [''],
  },
};

const a = (self: Value): AttributeObject => self as AttributeObject;
/** Arguments of a constructor as the spelling of an attribute has them: those of `params` one by one. */
const flat = (args: Value[], signature: string): Value[] =>
  signature.startsWith('params') ? [...(enumerate(args[0] as Value) ?? [args[0] as Value])] : args;

registerType({ name: `${SMA}Internal.CmdletMetadataAttribute`, base: 'System.Attribute', isAbstract: true });
registerType({
  name: 'System.Attribute',
  isAbstract: true,
  properties: { TypeId: p('System.Object', (self) => new TypeValue(typeNameOf(self))) },
});
registerType({ name: VALIDATE, base: `${SMA}Internal.CmdletMetadataAttribute`, isAbstract: true });
registerType({ name: ENUMERATED, base: VALIDATE, isAbstract: true });
registerType({ name: `${SMA}ArgumentTransformationAttribute`, base: `${SMA}Internal.CmdletMetadataAttribute`, isAbstract: true });
for (const [short, shape] of Object.entries(SHAPES)) {
  const name = `${SMA}${short}Attribute`;
  registerType({ name, accelerators: [short.toLowerCase()] });
  // said as an extension, so that it holds whoever else registers the name
  extendType(name, {
    base: shape.base ?? `${SMA}Internal.CmdletMetadataAttribute`,
    ctor: short === 'Parameter' ? AttributeObject : undefined,
    nameOf: (v) => `${SMA}${(v as AttributeObject).typeName}Attribute`,
    properties: {
      ...Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([property, [type, value]]) => [
          property,
          rw(
            type,
            (self) => a(self).named.get(property) ?? value,
            (self, v) => {
              a(self).named.set(property, v);
              touch(a(self));
            },
          ),
        ]),
      ),
      ...(short === 'ValidateSet'
        ? {
            ValidValues: {
              type: 'System.Collections.Generic.IList[string]',
              get: (self: Value) => new PSArray([...a(self).positional], 'System.String'),
            },
          }
        : {}),
      ...(short === 'Alias'
        ? {
            AliasNames: {
              type: 'System.Collections.Generic.IList[string]',
              get: (self: Value) => new PSArray([...a(self).positional], 'System.String'),
            },
          }
        : {}),
      ...(short === 'ValidateRange'
        ? {
            MinRange: { type: 'System.Object', get: (self: Value) => a(self).positional[0] ?? null },
            MaxRange: { type: 'System.Object', get: (self: Value) => a(self).positional[1] ?? null },
          }
        : {}),
      ...(short === 'ValidateCount' || short === 'ValidateLength'
        ? {
            MinLength: { type: 'int', get: (self: Value) => a(self).positional[0] ?? 0 },
            MaxLength: { type: 'int', get: (self: Value) => a(self).positional[1] ?? 0 },
          }
        : {}),
      ...(short === 'ValidatePattern' ? { RegexPattern: { type: 'string', get: (self: Value) => a(self).positional[0] ?? null } } : {}),
    },
    constructors: (shape.constructors ?? []).map((signature) =>
      m(`${name} new(${signature})`, (_s, args) => new AttributeObject(short, flat(args, signature))),
    ),
  });
}

registerType({
  name: `${SMA}PSTypeNameAttribute`,
  base: 'System.Attribute',
  properties: { PSTypeName: { type: 'string', get: (self) => a(self).positional[0] ?? null } },
  constructors: [m(`${SMA}PSTypeNameAttribute new(string psTypeName)`, (_s, args) => new AttributeObject('PSTypeName', args))],
});

/** The object of an attribute as compiled. */
export function attributeObject(spec: AttributeSpec): AttributeObject {
  const short = spec.typeName.replace(/^.*\./, '').replace(/Attribute$/i, '');
  const known = Object.keys(SHAPES).find((s) => s.toLowerCase() === short.toLowerCase()) ?? short;
  const made = new AttributeObject(known, spec.positional as Value[]);
  const properties = Object.keys(SHAPES[known]?.properties ?? {});
  for (const [key, value] of Object.entries(spec.named))
    made.named.set(properties.find((p) => p.toLowerCase() === key.toLowerCase()) ?? key, value as Value);
  return made;
}
