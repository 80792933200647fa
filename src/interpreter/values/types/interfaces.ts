/** The interfaces of .NET's base library that scripts name. */
import { registerType } from './registry.ts';

const C = 'System.Collections';
const G = `${C}.Generic`;

/** Name, parameters, inherited interfaces. */
const list: [string, string[], string[]][] = [
  ['System.IComparable', [], []],
  ['System.IComparable`1', ['T'], []],
  ['System.IEquatable`1', ['T'], []],
  ['System.IFormattable', [], []],
  ['System.ISpanFormattable', [], ['System.IFormattable']],
  ['System.IConvertible', [], []],
  ['System.ICloneable', [], []],
  ['System.IDisposable', [], []],
  ['System.IAsyncResult', [], []],
  ['System.IFormatProvider', [], []],
  ['System.IServiceProvider', [], []],
  [`${C}.IEnumerable`, [], []],
  [`${C}.IEnumerator`, [], []],
  [`${C}.IDictionaryEnumerator`, [], [`${C}.IEnumerator`]],
  [`${C}.ICollection`, [], [`${C}.IEnumerable`]],
  [`${C}.IList`, [], [`${C}.ICollection`]],
  [`${C}.IDictionary`, [], [`${C}.ICollection`]],
  [`${C}.IComparer`, [], []],
  [`${C}.IEqualityComparer`, [], []],
  [`${C}.IStructuralEquatable`, [], []],
  [`${C}.IStructuralComparable`, [], []],
  [`${C}.Specialized.IOrderedDictionary`, [], [`${C}.IDictionary`]],
  [`${G}.IEnumerable\`1`, ['T'], [`${C}.IEnumerable`]],
  [`${G}.IEnumerator\`1`, ['T'], [`${C}.IEnumerator`, 'System.IDisposable']],
  [`${G}.ICollection\`1`, ['T'], [`${G}.IEnumerable\`1[T]`]],
  [`${G}.IReadOnlyCollection\`1`, ['T'], [`${G}.IEnumerable\`1[T]`]],
  [`${G}.IReadOnlyList\`1`, ['T'], [`${G}.IReadOnlyCollection\`1[T]`]],
  [`${G}.IList\`1`, ['T'], [`${G}.ICollection\`1[T]`]],
  [`${G}.ISet\`1`, ['T'], [`${G}.ICollection\`1[T]`]],
  [`${G}.IDictionary\`2`, ['TKey', 'TValue'], [`${C}.IEnumerable`]],
  [`${G}.IReadOnlyDictionary\`2`, ['TKey', 'TValue'], [`${C}.IEnumerable`]],
  [`${G}.IComparer\`1`, ['T'], []],
  [`${G}.IEqualityComparer\`1`, ['T'], []],
  ['System.Runtime.CompilerServices.ITuple', [], []],
  ['System.Reflection.ICustomAttributeProvider', [], []],
  ['System.ComponentModel.INotifyPropertyChanged', [], []],
  ['System.Management.Automation.IDynamicParameters', [], []],
  ['System.Management.Automation.IContainsErrorRecord', [], []],
  ['System.Management.Automation.IValidateSetValuesGenerator', [], []],
  ['System.Management.Automation.IArgumentCompleter', [], []],
  ['System.Management.Automation.IModuleAssemblyInitializer', [], []],
];

for (const [name, typeParameters, interfaces] of list) {
  registerType({ name, isInterface: true, isAbstract: true, interfaces, ...(typeParameters.length > 0 ? { typeParameters } : {}) });
}
