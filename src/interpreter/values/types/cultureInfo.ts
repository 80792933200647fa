/** System.Globalization: CultureInfo with its formats, TextInfo, CompareInfo and calendar. Members of .NET 10. */
import '../dotnet/moreCultures.ts';
import './cultureParts.ts';
import { PSArray } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import { hooks } from '../contextHooks.ts';
import { INVARIANT, PSCulture } from '../culture.ts';
import { ArgumentNullError } from '../dotnet/errors.ts';
import { notSupported } from '../faults.ts';
import { EnumValue, TypeValue, type Value } from '../value.ts';
import { type CultureNames, checkedCulture, cultureByNumber, cultureFacts, knownCultures } from './cultureFacts.ts';
import { enumOf, int, rw, text } from './define.ts';
import { registerType } from './registry.ts';
import { constructors, methods, properties } from './tables.ts';

const NS = 'System.Globalization';
const PART_TYPES: Readonly<Record<PSCulture['part'], string>> = {
  culture: 'CultureInfo',
  number: 'NumberFormatInfo',
  date: 'DateTimeFormatInfo',
  text: 'TextInfo',
  compare: 'CompareInfo',
  calendar: 'GregorianCalendar',
};

const facts = (c: Value): CultureNames => cultureFacts((c as PSCulture).name);
const part = (c: Value, which: PSCulture['part']): PSCulture => new PSCulture((c as PSCulture).name, which);
const named = (name: string): PSCulture => new PSCulture(checkedCulture(name).name);
const current = (ctx: NativeContext): PSCulture => new PSCulture(ctx.culture);

/** IFormatProvider.GetFormat. */
function getFormat(c: Value, type: Value | undefined): Value {
  if (!(type instanceof TypeValue)) return null;
  if (type.name === `${NS}.NumberFormatInfo`) return part(c, 'number');
  if (type.name === `${NS}.DateTimeFormatInfo`) return part(c, 'date');
  return null;
}

function setCurrent(v: Value, ctx: NativeContext): void {
  if (!(v instanceof PSCulture)) throw new ArgumentNullError('value');
  const change = hooks(ctx).setCulture;
  if (change === undefined) throw notSupported('The culture cannot be changed here.');
  change.call(ctx, v.name);
}

function matching(types: number): PSArray {
  const list = knownCultures().filter((c) => (c.neutral ? (types & 1) !== 0 : (types & 2) !== 0));
  return new PSArray(
    list.map((c) => new PSCulture(c.name)),
    `${NS}.CultureInfo`,
  );
}

/** The culture of a language for en, de, …: the first that has a region. */
function specific(name: string): PSCulture {
  const c = checkedCulture(name);
  if (!c.neutral) return new PSCulture(c.name);
  const preferred = `${c.two}-${c.two.toUpperCase()}`;
  const found =
    knownCultures().find((k) => k.name === preferred || (c.two === 'en' && k.name === 'en-US')) ??
    knownCultures().find((k) => k.parent === c.name);
  return new PSCulture(found?.name ?? c.name);
}

const CI = 'cultureinfo';
registerType({
  name: `${NS}.CultureInfo`,
  accelerators: ['cultureinfo'],
  ctor: PSCulture,
  nameOf: (v) => `${NS}.${PART_TYPES[(v as PSCulture).part]}`,
  interfaces: ['System.IFormatProvider', 'System.ICloneable'],
  properties: properties<PSCulture>({
    [`${CI} Parent`]: (c) => new PSCulture(facts(c).parent),
    'int LCID': (c) => facts(c).lcid,
    'int KeyboardLayoutId': (c) => facts(c).lcid,
    'string Name': (c) => c.name,
    'string IetfLanguageTag': (c) => c.name,
    'string DisplayName': (c) => facts(c).english,
    'string NativeName': (c) => facts(c).native,
    'string EnglishName': (c) => facts(c).english,
    'string TwoLetterISOLanguageName': (c) => facts(c).two,
    'string ThreeLetterISOLanguageName': (c) => facts(c).three,
    'string ThreeLetterWindowsLanguageName': (c) => facts(c).windows,
    [`${NS}.CompareInfo CompareInfo`]: (c) => part(c, 'compare'),
    [`${NS}.TextInfo TextInfo`]: (c) => part(c, 'text'),
    'bool IsNeutralCulture': (c) => facts(c).neutral,
    [`${NS}.CultureTypes CultureTypes`]: (c) => new EnumValue(`${NS}.CultureTypes`, facts(c).neutral ? 1 : 2),
    [`${NS}.NumberFormatInfo NumberFormat`]: (c) => part(c, 'number'),
    [`${NS}.DateTimeFormatInfo DateTimeFormat`]: (c) => part(c, 'date'),
    [`${NS}.Calendar Calendar`]: (c) => part(c, 'calendar'),
    [`${NS}.Calendar[] OptionalCalendars`]: (c) => new PSArray([part(c, 'calendar')], `${NS}.Calendar`),
    'bool UseUserOverride': (c) => c.name !== '',
    'bool IsReadOnly': (c) => c.name === '',
  }),
  methods: methods({
    'void ClearCachedData()': () => undefined,
    'System.Object Clone()': (self) => self,
    [`${CI} GetConsoleFallbackUICulture()`]: (self) => self,
    'System.Object GetFormat(type formatType)': (self, [t]) => getFormat(self, t),
    'string ToString()': (self) => (self as PSCulture).name,
  }),
  staticProperties: {
    CurrentCulture: rw(
      CI,
      (_s, ctx) => current(ctx),
      (_s, v, ctx) => setCurrent(v, ctx),
    ),
    CurrentUICulture: rw(
      CI,
      (_s, ctx) => current(ctx),
      (_s, v, ctx) => setCurrent(v, ctx),
    ),
    ...properties({
      [`${CI} InstalledUICulture`]: () => new PSCulture('en-US'),
      [`${CI} DefaultThreadCurrentCulture`]: () => null,
      [`${CI} DefaultThreadCurrentUICulture`]: () => null,
      [`${CI} InvariantCulture`]: () => INVARIANT,
    }),
  },
  staticMethods: methods({
    [`${CI} CreateSpecificCulture(string name)`]: (_s, [n]) => specific(text(n, 'name')),
    [`${CI} GetCultureInfo(int culture)`]: (_s, [n]) => new PSCulture(cultureByNumber(int(n)).name),
    [`${CI} GetCultureInfo(string name)`]: (_s, [n]) => named(text(n, 'name')),
    [`${CI} GetCultureInfo(string name, bool predefinedOnly)`]: (_s, [n]) => named(text(n, 'name')),
    [`${CI} GetCultureInfoByIetfLanguageTag(string name)`]: (_s, [n]) => named(text(n, 'name')),
    [`${CI}[] GetCultures(${NS}.CultureTypes types)`]: (_s, [t]) => matching(enumOf(t)),
    [`${CI} ReadOnly(${CI} ci)`]: (_s, [c]) => c ?? null,
  }),
  constructors: constructors(CI, {
    'string name': (_s, [n]) => named(text(n, 'name')),
    'string name, bool useUserOverride': (_s, [n]) => named(text(n, 'name')),
    'int culture': (_s, [n]) => new PSCulture(cultureByNumber(int(n)).name),
    'int culture, bool useUserOverride': (_s, [n]) => new PSCulture(cultureByNumber(int(n)).name),
  }),
  toText: (self) => (self as PSCulture).name,
  equals: (a, b) => a instanceof PSCulture && b instanceof PSCulture && a.name === b.name && a.part === b.part,
});
