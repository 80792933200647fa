/** Static helpers of System.Management.Automation: WildcardPattern, LanguagePrimitives, AutomationNull, NullString, credentials. */
import { compareValues, looseEquals } from '../compare.ts';
import { isTrue } from '../conditions.ts';
import { convertTo, tryConvertTo } from '../convert.ts';
import { enumerate } from '../enumerate.ts';
import { netError } from '../faults.ts';
import { HeapObject, snapshotClass, touch } from '../heap.ts';
import { compileWildcard, containsWildcardCharacters, escapeWildcard, matchWildcard, unescapeWildcard } from '../regex/wildcard.ts';
import { ScriptClass } from '../scriptClass.ts';
import { AutomationNull, type TypeValue, type Value } from '../value.ts';
import { char, enumOf, fromChars, m, out, p, text } from './define.ts';
import { registerType } from './registry.ts';

const SMA = 'System.Management.Automation.';

/** A WildcardPattern. */
export class PSWildcard {
  readonly pattern: string;
  readonly options: number;
  constructor(pattern = '', options = 0) {
    this.pattern = pattern;
    this.options = options;
  }
}
snapshotClass('WildcardPattern', 'value', PSWildcard);

registerType({
  name: `${SMA}WildcardPattern`,
  accelerators: ['wildcardpattern'],
  isSealed: true,
  ctor: PSWildcard,
  methods: {
    IsMatch: [
      m('bool IsMatch(string input)', (self, [t]) => {
        const w = self as PSWildcard;
        return typeof t === 'string' && matchWildcard(compileWildcard(w.pattern, w.options), t);
      }),
    ],
    ToWql: [m('string ToWql()', (self) => (self as PSWildcard).pattern.replaceAll('*', '%').replaceAll('?', '_'))],
  },
  staticMethods: {
    Escape: [m('string Escape(string pattern)', (_s, [t]) => escapeWildcard(text(t, 'pattern')))],
    Unescape: [m('string Unescape(string pattern)', (_s, [t]) => unescapeWildcard(text(t, 'pattern')))],
    ContainsWildcardCharacters: [
      m('bool ContainsWildcardCharacters(string pattern)', (_s, [t]) => typeof t === 'string' && containsWildcardCharacters(t)),
    ],
    Get: [
      m(
        `wildcardpattern Get(string pattern, ${SMA}WildcardOptions options)`,
        (_s, [t, o]) => new PSWildcard(text(t, 'pattern'), enumOf(o)),
      ),
    ],
  },
  constructors: [
    m('wildcardpattern new(string pattern)', (_s, [t]) => new PSWildcard(text(t, 'pattern'))),
    m(`wildcardpattern new(string pattern, ${SMA}WildcardOptions options)`, (_s, [t, o]) => new PSWildcard(text(t, 'pattern'), enumOf(o))),
  ],
  toText: () => `${SMA}WildcardPattern`,
});

const typeOf = (v: Value | undefined): TypeValue | ScriptClass => (v instanceof ScriptClass ? v : (v as TypeValue));

registerType({
  name: `${SMA}LanguagePrimitives`,
  isStatic: true,
  staticMethods: {
    ConvertTo: [
      m('System.Object ConvertTo(System.Object valueToConvert, type resultType)', (_s, [v, t], ctx) =>
        convertTo(v ?? null, typeOf(t), ctx),
      ),
      m(
        'System.Object ConvertTo(System.Object valueToConvert, type resultType, System.IFormatProvider formatProvider)',
        (_s, [v, t], ctx) => convertTo(v ?? null, typeOf(t), ctx),
      ),
    ],
    TryConvertTo: [
      m('bool TryConvertTo(System.Object valueToConvert, type resultType, [ref] System.Object result)', (_s, [v, t, r], ctx) => {
        const converted = tryConvertTo(v ?? null, typeOf(t), ctx);
        out(r, converted ?? null);
        return converted !== undefined;
      }),
    ],
    IsTrue: [m('bool IsTrue(System.Object obj)', (_s, [v]) => isTrue(v ?? null))],
    IsObjectEnumerable: [m('bool IsObjectEnumerable(System.Object obj)', (_s, [v]) => enumerate(v ?? null) !== null)],
    GetEnumerable: [
      m('System.Collections.IEnumerable GetEnumerable(System.Object obj)', (_s, [v]) => (enumerate(v ?? null) === null ? null : v)),
    ],
    Equals: [
      m('bool Equals(System.Object first, System.Object second)', (_s, [a, b], ctx) => looseEquals(a ?? null, b ?? null, false, ctx)),
      m('bool Equals(System.Object first, System.Object second, bool ignoreCase)', (_s, [a, b, i], ctx) =>
        looseEquals(a ?? null, b ?? null, i === true, ctx),
      ),
    ],
    Compare: [
      m('int Compare(System.Object first, System.Object second)', (_s, [a, b], ctx) => compareValues(a ?? null, b ?? null, false, ctx)),
      m('int Compare(System.Object first, System.Object second, bool ignoreCase)', (_s, [a, b, i], ctx) =>
        compareValues(a ?? null, b ?? null, i === true, ctx),
      ),
    ],
    ConvertTypeNameToPSTypeName: [m('string ConvertTypeNameToPSTypeName(string typeName)', (_s, [t]) => `[${text(t)}]`)],
  },
});
registerType({ name: `${SMA}Internal.AutomationNull`, isStatic: true, staticProperties: { Value: p('psobject', () => AutomationNull) } });
registerType({
  name: `${SMA}Language.NullString`,
  accelerators: ['nullstring'],
  isSealed: true,
  staticProperties: { Value: p(`${SMA}Language.NullString`, () => null) },
});

/** SecureString: kept as text; there is nothing here that could protect it better. */
export class PSSecureString extends HeapObject {
  text: string;
  readOnly: boolean;
  constructor(text = '') {
    super();
    this.text = text;
    this.readOnly = false;
  }
}
snapshotClass('SecureString', 'heap', PSSecureString);

const secure = (self: Value | undefined): PSSecureString => self as PSSecureString;
registerType({
  name: 'System.Security.SecureString',
  accelerators: ['securestring'],
  ctor: PSSecureString,
  isSealed: true,
  interfaces: ['System.IDisposable'],
  properties: { Length: p('int', (self) => secure(self).text.length) },
  methods: {
    AppendChar: [
      m('void AppendChar(char c)', (self, [c]) => {
        if (secure(self).readOnly) throw netError('System.InvalidOperationException', 'Instance is read-only.');
        secure(self).text += char(c);
        touch(secure(self));
        return undefined;
      }),
    ],
    Clear: [
      m('void Clear()', (self) => {
        secure(self).text = '';
        touch(secure(self));
        return undefined;
      }),
    ],
    Copy: [m('securestring Copy()', (self) => new PSSecureString(secure(self).text))],
    Dispose: [m('void Dispose()', () => undefined)],
    IsReadOnly: [m('bool IsReadOnly()', (self) => secure(self).readOnly)],
    MakeReadOnly: [
      m('void MakeReadOnly()', (self) => {
        secure(self).readOnly = true;
        touch(secure(self));
        return undefined;
      }),
    ],
  },
  constructors: [
    m('securestring new()', () => new PSSecureString()),
    m('securestring new(char[] value)', (_s, [c]) => new PSSecureString(fromChars(c))),
  ],
  toText: () => 'System.Security.SecureString',
});

/** PSCredential and NetworkCredential. */
export class PSCredential extends HeapObject {
  userName: string;
  password: PSSecureString;
  network: boolean;
  constructor(userName = '', password: PSSecureString = new PSSecureString(), network = false) {
    super();
    this.userName = userName;
    this.password = password;
    this.network = network;
  }
}
snapshotClass('PSCredential', 'heap', PSCredential);

const credential = (self: Value): PSCredential => self as PSCredential;
const userOf = (name: string): string => name.slice(name.lastIndexOf('\\') + 1);
const domainOf = (name: string): string => (name.includes('\\') ? name.slice(0, name.lastIndexOf('\\')) : '');
registerType({
  name: `${SMA}PSCredential`,
  accelerators: ['pscredential'],
  ctor: PSCredential,
  nameOf: (v) => ((v as PSCredential).network ? 'System.Net.NetworkCredential' : `${SMA}PSCredential`),
  isSealed: true,
  properties: {
    UserName: p('string', (self) => credential(self).userName),
    Password: p('securestring', (self) => credential(self).password),
  },
  methods: {
    GetNetworkCredential: [
      m(
        'System.Net.NetworkCredential GetNetworkCredential()',
        (self) => new PSCredential(credential(self).userName, credential(self).password, true),
      ),
    ],
  },
  staticProperties: { Empty: p('pscredential', () => null) },
  constructors: [
    m('pscredential new(string userName, securestring password)', (_s, [u, s]) => new PSCredential(text(u, 'userName'), secure(s))),
  ],
  toText: () => `${SMA}PSCredential`,
});
registerType({
  name: 'System.Net.NetworkCredential',
  properties: {
    UserName: p('string', (self) => userOf(credential(self).userName)),
    Password: p('string', (self) => credential(self).password.text),
    SecurePassword: p('securestring', (self) => credential(self).password),
    Domain: p('string', (self) => domainOf(credential(self).userName)),
  },
  constructors: [
    m(
      'System.Net.NetworkCredential new(string userName, string password)',
      (_s, [u, s]) => new PSCredential(text(u), new PSSecureString(text(s)), true),
    ),
    m(
      'System.Net.NetworkCredential new(string userName, securestring password)',
      (_s, [u, s]) => new PSCredential(text(u), secure(s), true),
    ),
  ],
  toText: () => 'System.Net.NetworkCredential',
});

/** Attribute types by short name and accelerator; their meaning is in binding/. */
const ATTRIBUTES: Record<string, string | undefined> = {
  Parameter: 'parameter',
  Alias: 'alias',
  CmdletBinding: 'cmdletbinding',
  OutputType: 'outputtype',
  SupportsWildcards: 'supportswildcards',
  AllowNull: 'allownull',
  AllowEmptyString: 'allowemptystring',
  AllowEmptyCollection: 'allowemptycollection',
  ArgumentCompleter: 'argumentcompleter',
  ArgumentCompletions: 'argumentcompletions',
  ValidateSet: 'validateset',
  ValidateRange: 'validaterange',
  ValidateLength: 'validatelength',
  ValidatePattern: 'validatepattern',
  ValidateCount: 'validatecount',
  ValidateNotNull: 'validatenotnull',
  ValidateNotNullOrEmpty: 'validatenotnullorempty',
  ValidateNotNullOrWhiteSpace: 'validatenotnullorwhitespace',
  ValidateScript: 'validatescript',
  ValidateDrive: 'validatedrive',
  ValidateUserDrive: 'validateuserdrive',
  ValidateTrustedData: 'validatetrusteddata',
  PSDefaultValue: 'psdefaultvalue',
  DynamicParam: undefined,
  ExperimentalAction: 'experimental',
  Cmdlet: undefined,
  Hidden: undefined,
  DscResource: 'dscresource',
  DscProperty: 'dscproperty',
  Credential: 'credential',
  ArgumentTransformation: undefined,
  ValidateArguments: undefined,
  ValidateEnumeratedArguments: undefined,
  PSTypeName: 'pstypenameattribute',
};
for (const [name, accelerator] of Object.entries(ATTRIBUTES)) {
  registerType({
    name: `${SMA}${name}Attribute`,
    base: 'System.Attribute',
    ...(accelerator === undefined ? {} : { accelerators: [accelerator] }),
  });
}
registerType({ name: 'System.FlagsAttribute', base: 'System.Attribute' });
registerType({ name: 'System.ObsoleteAttribute', base: 'System.Attribute' });
registerType({ name: 'System.Diagnostics.CodeAnalysis.SuppressMessageAttribute', base: 'System.Attribute' });
registerType({ name: `${SMA}PSTypeName`, properties: {} });
