/** The exception types: System.Exception's family as far as scripts name them. */

import { PSHashtable } from '../collections.ts';
import type { MethodOverload } from '../descriptor.ts';
import { ErrorRecord, PSException } from '../errors.ts';
import { touch } from '../heap.ts';
import { exceptionText } from '../text.ts';
import { typeHierarchy } from '../typeNames.ts';
import type { TypeValue, Value } from '../value.ts';
import { m, p, rw } from './define.ts';
import { copyRecord } from './errorTypes.ts';
import { registerType } from './registry.ts';

/** COR_E_SYSTEM and its like: an exception that has no number of its own has that of the nearest base with one. */
const HRESULTS: Record<string, number> = {
  'System.SystemException': -2146233087,
  'System.ArgumentException': -2147024809,
  'System.ArgumentNullException': -2147467261,
  'System.ArgumentOutOfRangeException': -2146233086,
  'System.ArithmeticException': -2147024362,
  'System.DivideByZeroException': -2147352558,
  'System.FormatException': -2146233033,
  'System.IndexOutOfRangeException': -2146233080,
  'System.InvalidCastException': -2147467262,
  'System.InvalidOperationException': -2146233079,
  'System.NotImplementedException': -2147467263,
  'System.NotSupportedException': -2146233067,
  'System.NullReferenceException': -2147467261,
  'System.OverflowException': -2146233066,
  'System.TimeoutException': -2146233083,
  'System.UnauthorizedAccessException': -2147024891,
  'System.IO.IOException': -2146232800,
  'System.IO.FileNotFoundException': -2147024894,
  'System.IO.DirectoryNotFoundException': -2147024893,
  'System.Collections.Generic.KeyNotFoundException': -2146232969,
  'System.Exception': -2146233088,
};

function hresultOf(self: Value): number {
  return typeHierarchy(self).reduce<number | undefined>((found, name) => found ?? HRESULTS[name], undefined) ?? -2146233088;
}

const e = (v: Value): PSException => v as PSException;
const asException = (v: Value | undefined): PSException | null => {
  if (v instanceof PSException) return v;
  const base = (v as { base?: unknown } | null)?.base;
  return base instanceof PSException ? base : null;
};
const shown = (x: PSException | null): Value => (x === null ? null : ((x.script as Value) ?? x));
const property = (self: Value, name: string): Value => e(self).properties.get(name) ?? null;

/** Message of an exception that was made without one. */
function defaultMessage(name: string): string {
  return DEFAULTS[name] ?? `Exception of type '${name}' was thrown.`;
}

const DEFAULTS: Record<string, string> = {
  'System.ArgumentException': 'Value does not fall within the expected range.',
  'System.ArgumentNullException': 'Value cannot be null.',
  'System.ArgumentOutOfRangeException': 'Specified argument was out of the range of valid values.',
  'System.InvalidOperationException': 'Operation is not valid due to the current state of the object.',
  'System.NotSupportedException': 'Specified method is not supported.',
  'System.NotImplementedException': 'The method or operation is not implemented.',
  'System.FormatException': 'One of the identified items was in an invalid format.',
  'System.DivideByZeroException': 'Attempted to divide by zero.',
  'System.OverflowException': 'Arithmetic operation resulted in an overflow.',
  'System.IndexOutOfRangeException': 'Index was outside the bounds of the array.',
  'System.NullReferenceException': 'Object reference not set to an instance of an object.',
  'System.InvalidCastException': 'Specified cast is not valid.',
  'System.TimeoutException': 'The operation has timed out.',
  'System.UnauthorizedAccessException': 'Attempted to perform an unauthorized operation.',
  'System.IO.IOException': 'I/O error occurred.',
  'System.IO.FileNotFoundException': 'Unable to find the specified file.',
  'System.IO.DirectoryNotFoundException': 'Attempted to access a path that is not on the disk.',
  'System.SystemException': 'System error.',
  'System.ApplicationException': 'Error in the application.',
  'System.OutOfMemoryException': 'Insufficient memory to continue the execution of the program.',
  'System.OperationCanceledException': 'The operation was canceled.',
};

function make(self: Value, message: Value | undefined, inner?: Value): PSException {
  const { name } = self as TypeValue;
  return new PSException(name, typeof message === 'string' ? message : defaultMessage(name), asException(inner));
}

function standardConstructors(type: string): MethodOverload[] {
  return [
    m(`${type} new()`, (self) => make(self, undefined)),
    m(`${type} new(string message)`, (self, [t]) => make(self, t ?? '')),
    m(`${type} new(string message, System.Exception innerException)`, (self, [t, i]) => make(self, t ?? '', i)),
  ];
}

function withParameter(x: PSException, parameter: Value | undefined): PSException {
  if (typeof parameter === 'string' && parameter !== '') {
    x.properties.set('ParamName', parameter);
    x.message += ` (Parameter '${parameter}')`;
  }
  return x;
}

registerType({
  name: 'System.Exception',
  properties: {
    TargetSite: p('System.Reflection.MethodBase', () => null),
    Message: p('string', (self) => e(self).message),
    Data: rw(
      'System.Collections.IDictionary',
      (self) => data(e(self)),
      () => undefined,
    ),
    InnerException: p('System.Exception', (self) => shown(e(self).inner)),
    HelpLink: rw(
      'string',
      (self) => property(self, 'HelpLink'),
      (self, v) => store(self, 'HelpLink', v),
    ),
    Source: rw(
      'string',
      (self) => property(self, 'Source'),
      (self, v) => store(self, 'Source', v),
    ),
    HResult: rw(
      'int',
      (self) => e(self).properties.get('HResult') ?? hresultOf(self),
      (self, v) => store(self, 'HResult', v),
    ),
    StackTrace: p('string', (self) => property(self, 'StackTrace')),
  },
  methods: {
    GetBaseException: [
      m('System.Exception GetBaseException()', (self) => {
        let x = e(self);
        while (x.inner !== null) x = x.inner;
        return shown(x);
      }),
    ],
    ToString: [m('string ToString()', (self, _a, ctx) => exceptionText(e(self), ctx))],
  },
  constructors: standardConstructors('System.Exception'),
});

/** Exception.Data: made when first asked for and kept. */
function data(x: PSException): Value {
  let table = x.properties.get('Data');
  if (table === undefined) {
    table = new PSHashtable('Hashtable', false);
    x.properties.set('Data', table);
    touch(x);
  }
  return table;
}

function store(self: Value, name: string, value: Value): void {
  e(self).properties.set(name, value);
  touch(e(self));
}

/** Name, base. Names without a namespace are System's. */
const FAMILY: [string, string][] = [
  ['SystemException', 'Exception'],
  ['ApplicationException', 'Exception'],
  ['ArithmeticException', 'SystemException'],
  ['DivideByZeroException', 'ArithmeticException'],
  ['OverflowException', 'ArithmeticException'],
  ['NotFiniteNumberException', 'ArithmeticException'],
  ['ArrayTypeMismatchException', 'SystemException'],
  ['IndexOutOfRangeException', 'SystemException'],
  ['InvalidCastException', 'SystemException'],
  ['InvalidOperationException', 'SystemException'],
  ['ObjectDisposedException', 'InvalidOperationException'],
  ['NotImplementedException', 'SystemException'],
  ['NotSupportedException', 'SystemException'],
  ['PlatformNotSupportedException', 'NotSupportedException'],
  ['NullReferenceException', 'SystemException'],
  ['FormatException', 'SystemException'],
  ['UriFormatException', 'FormatException'],
  ['OutOfMemoryException', 'SystemException'],
  ['InsufficientMemoryException', 'OutOfMemoryException'],
  ['StackOverflowException', 'SystemException'],
  ['TimeoutException', 'SystemException'],
  ['UnauthorizedAccessException', 'SystemException'],
  ['OperationCanceledException', 'SystemException'],
  ['Threading.Tasks.TaskCanceledException', 'OperationCanceledException'],
  ['AggregateException', 'Exception'],
  ['RankException', 'SystemException'],
  ['TypeLoadException', 'SystemException'],
  ['EntryPointNotFoundException', 'TypeLoadException'],
  ['MemberAccessException', 'SystemException'],
  ['MissingMemberException', 'MemberAccessException'],
  ['MissingMethodException', 'MissingMemberException'],
  ['BadImageFormatException', 'SystemException'],
  ['Collections.Generic.KeyNotFoundException', 'SystemException'],
  ['Reflection.TargetInvocationException', 'ApplicationException'],
  ['Reflection.AmbiguousMatchException', 'SystemException'],
  ['Runtime.InteropServices.ExternalException', 'SystemException'],
  ['Security.SecurityException', 'SystemException'],
  ['Security.Authentication.AuthenticationException', 'SystemException'],
  ['Security.Cryptography.CryptographicException', 'SystemException'],
  ['ComponentModel.Win32Exception', 'Runtime.InteropServices.ExternalException'],
  ['ComponentModel.InvalidEnumArgumentException', 'ArgumentException'],
  ['IO.IOException', 'SystemException'],
  ['IO.FileNotFoundException', 'IO.IOException'],
  ['IO.DirectoryNotFoundException', 'IO.IOException'],
  ['IO.DriveNotFoundException', 'IO.IOException'],
  ['IO.PathTooLongException', 'IO.IOException'],
  ['IO.EndOfStreamException', 'IO.IOException'],
  ['IO.FileLoadException', 'IO.IOException'],
  ['IO.InvalidDataException', 'SystemException'],
  ['Net.WebException', 'InvalidOperationException'],
  ['Net.Http.HttpRequestException', 'Exception'],
  ['Net.Sockets.SocketException', 'ComponentModel.Win32Exception'],
  ['Text.DecoderFallbackException', 'ArgumentException'],
  ['Text.Json.JsonException', 'Exception'],
  ['Text.RegularExpressions.RegexParseException', 'ArgumentException'],
  ['Text.RegularExpressions.RegexMatchTimeoutException', 'TimeoutException'],
  ['Globalization.CultureNotFoundException', 'ArgumentException'],
  ['Xml.XmlException', 'SystemException'],
  ['Xml.XPath.XPathException', 'SystemException'],
  ['Data.DataException', 'SystemException'],
];
for (const [name, base] of FAMILY) {
  registerType({ name: `System.${name}`, base: `System.${base}`, constructors: standardConstructors(`System.${name}`) });
}

registerType({
  name: 'System.ArgumentException',
  base: 'System.SystemException',
  properties: { ParamName: p('string', (self) => property(self, 'ParamName')) },
  constructors: [
    ...standardConstructors('System.ArgumentException'),
    m('System.ArgumentException new(string message, string paramName, System.Exception innerException)', (self, [t, n, i]) =>
      withParameter(make(self, t ?? '', i), n),
    ),
    m('System.ArgumentException new(string message, string paramName)', (self, [t, n]) => withParameter(make(self, t ?? ''), n)),
  ],
});
for (const name of ['ArgumentNullException', 'ArgumentOutOfRangeException']) {
  const full = `System.${name}`;
  registerType({
    name: full,
    base: 'System.ArgumentException',
    ...(name.endsWith('RangeException')
      ? { properties: { ActualValue: p('System.Object', (self: Value) => property(self, 'ActualValue')) } }
      : {}),
    constructors: [
      m(`${full} new()`, (self) => make(self, undefined)),
      m(`${full} new(string paramName)`, (self, [n]) => withParameter(make(self, undefined), n)),
      m(`${full} new(string paramName, string message)`, (self, [n, t]) => withParameter(make(self, t ?? ''), n)),
      m(`${full} new(string message, System.Exception innerException)`, (self, [t, i]) => make(self, t ?? '', i)),
      ...(name.endsWith('RangeException')
        ? [
            m(`${full} new(string paramName, System.Object actualValue, string message)`, (self: Value, [n, v, t]: Value[]) => {
              const x = withParameter(make(self, t ?? ''), n);
              x.properties.set('ActualValue', v ?? null);
              if (v !== null && v !== undefined) x.message += `\nActual value was ${String(v)}.`;
              return x;
            }),
          ]
        : []),
    ],
  });
}
registerType({
  name: 'System.ObjectDisposedException',
  base: 'System.InvalidOperationException',
  properties: { ObjectName: p('string', (self) => property(self, 'ObjectName') ?? '') },
  constructors: [
    m('System.ObjectDisposedException new(string objectName)', (self, [n]) => {
      const x = make(self, `Cannot access a disposed object.${typeof n === 'string' && n !== '' ? `\nObject name: '${n}'.` : ''}`);
      x.properties.set('ObjectName', n ?? '');
      return x;
    }),
    m('System.ObjectDisposedException new(string objectName, string message)', (self, [n, t]) => {
      const x = make(self, `${String(t ?? '')}${typeof n === 'string' && n !== '' ? `\nObject name: '${n}'.` : ''}`);
      x.properties.set('ObjectName', n ?? '');
      return x;
    }),
  ],
});
registerType({
  name: 'System.IO.FileNotFoundException',
  base: 'System.IO.IOException',
  properties: { FileName: p('string', (self) => property(self, 'FileName')) },
  constructors: [
    ...standardConstructors('System.IO.FileNotFoundException'),
    m('System.IO.FileNotFoundException new(string message, string fileName)', (self, [t, f]) => {
      const x = make(self, t ?? '');
      x.properties.set('FileName', f ?? null);
      return x;
    }),
  ],
});

const SMA = 'System.Management.Automation.';
const POWERSHELL: [string, string][] = [
  ['CommandNotFoundException', 'RuntimeException'],
  ['ParameterBindingException', 'RuntimeException'],
  ['ParameterBindingValidationException', 'ParameterBindingException'],
  ['ParameterBindingArgumentTransformationException', 'ParameterBindingException'],
  ['MetadataException', 'RuntimeException'],
  ['ValidationMetadataException', 'MetadataException'],
  ['ArgumentTransformationMetadataException', 'MetadataException'],
  ['ParsingMetadataException', 'MetadataException'],
  ['ParseException', 'RuntimeException'],
  ['IncompleteParseException', 'ParseException'],
  ['ExtendedTypeSystemException', 'RuntimeException'],
  ['MethodException', 'ExtendedTypeSystemException'],
  ['MethodInvocationException', 'MethodException'],
  ['GetValueException', 'ExtendedTypeSystemException'],
  ['PropertyNotFoundException', 'ExtendedTypeSystemException'],
  ['GetValueInvocationException', 'GetValueException'],
  ['SetValueException', 'ExtendedTypeSystemException'],
  ['SetValueInvocationException', 'SetValueException'],
  ['CmdletInvocationException', 'RuntimeException'],
  ['CmdletProviderInvocationException', 'CmdletInvocationException'],
  ['ActionPreferenceStopException', 'RuntimeException'],
  ['PipelineStoppedException', 'RuntimeException'],
  ['PipelineDepthException', 'System.SystemException'],
  ['HaltCommandException', 'System.SystemException'],
  ['ScriptCallDepthException', 'System.SystemException'],
  ['FlowControlException', 'System.SystemException'],
  ['BreakException', 'FlowControlException'],
  ['ContinueException', 'FlowControlException'],
  ['ExitException', 'FlowControlException'],
  ['SessionStateException', 'RuntimeException'],
  ['SessionStateUnauthorizedAccessException', 'SessionStateException'],
  ['SessionStateOverflowException', 'SessionStateException'],
  ['ProviderNotFoundException', 'SessionStateException'],
  ['DriveNotFoundException', 'SessionStateException'],
  ['ItemNotFoundException', 'SessionStateException'],
  ['ProviderInvocationException', 'RuntimeException'],
  ['PSNotSupportedException', 'System.NotSupportedException'],
  ['PSNotImplementedException', 'System.NotImplementedException'],
  ['PSInvalidOperationException', 'System.InvalidOperationException'],
  ['PSInvalidCastException', 'System.InvalidCastException'],
  ['PSObjectDisposedException', 'System.ObjectDisposedException'],
  ['PSArgumentException', 'System.ArgumentException'],
  ['PSArgumentNullException', 'System.ArgumentNullException'],
  ['PSArgumentOutOfRangeException', 'System.ArgumentOutOfRangeException'],
  ['PSSecurityException', 'RuntimeException'],
  ['ScriptRequiresException', 'RuntimeException'],
  ['ApplicationFailedException', 'RuntimeException'],
  ['WildcardPatternException', 'RuntimeException'],
  ['RemoteException', 'RuntimeException'],
  ['JobFailedException', 'System.SystemException'],
  ['InvalidJobStateException', 'System.SystemException'],
  ['Host.HostException', 'RuntimeException'],
  ['Host.PromptingException', 'Host.HostException'],
  ['Remoting.PSRemotingTransportException', 'RuntimeException'],
  ['Remoting.PSRemotingDataStructureException', 'RuntimeException'],
  ['Runspaces.InvalidRunspaceStateException', 'System.SystemException'],
  ['Runspaces.InvalidPipelineStateException', 'System.SystemException'],
  ['PSInvalidPipelineStateException', 'System.SystemException'],
];
const recordProperty = p('System.Management.Automation.ErrorRecord', (self) => {
  const record = recordOf(e(self));
  // its exception is a stand-in for the one that holds it, else each would hold the other for ever
  return record.exception === e(self)
    ? copyRecord(record, new PSException(`${SMA}ParentContainsErrorRecordException`, e(self).message))
    : record;
});

/** IContainsErrorRecord.ErrorRecord: the one it carries, or one made for it. */
export function recordOf(x: PSException): ErrorRecord {
  if (x.errorRecord === null) {
    x.errorRecord = new ErrorRecord(x, x.typeName.slice(x.typeName.lastIndexOf('.') + 1), 'NotSpecified');
    touch(x);
  }
  return x.errorRecord;
}

registerType({
  name: `${SMA}RuntimeException`,
  base: 'System.SystemException',
  interfaces: [`${SMA}IContainsErrorRecord`],
  properties: {
    ErrorRecord: recordProperty,
    WasThrownFromThrowStatement: rw(
      'bool',
      (self) => e(self).thrownByScript,
      (self, v) => {
        e(self).thrownByScript = v === true;
        touch(e(self));
      },
    ),
  },
  constructors: [
    ...standardConstructors(`${SMA}RuntimeException`),
    m(`${SMA}RuntimeException new(string message, System.Exception innerException, ${SMA}ErrorRecord errorRecord)`, (self, [t, i, r]) => {
      const x = make(self, t ?? '', i);
      if (r instanceof ErrorRecord) x.errorRecord = r;
      return x;
    }),
  ],
});
for (const [name, base] of POWERSHELL) {
  const full = base.startsWith('System.') ? base : SMA + base;
  registerType({
    name: SMA + name,
    base: full,
    ...(base.startsWith('System.') ? { interfaces: [`${SMA}IContainsErrorRecord`], properties: { ErrorRecord: recordProperty } } : {}),
    constructors: standardConstructors(SMA + name),
  });
}
registerType({
  name: `${SMA}ParentContainsErrorRecordException`,
  base: 'System.SystemException',
  constructors: standardConstructors(`${SMA}ParentContainsErrorRecordException`),
});
registerType({
  name: `${SMA}CommandNotFoundException`,
  base: `${SMA}RuntimeException`,
  properties: {
    CommandName: rw(
      'string',
      (self) => property(self, 'CommandName') ?? '',
      (self, v) => store(self, 'CommandName', v),
    ),
  },
  constructors: standardConstructors(`${SMA}CommandNotFoundException`),
});
registerType({
  name: `${SMA}ParameterBindingException`,
  base: `${SMA}RuntimeException`,
  properties: Object.fromEntries(
    ['ParameterName', 'ErrorId', 'CommandInvocation', 'ParameterType', 'TypeSpecified', 'Line', 'Offset'].map((n) => [
      n,
      p(n === 'Line' || n === 'Offset' ? 'long' : 'string', (self: Value) => property(self, n)),
    ]),
  ),
  constructors: standardConstructors(`${SMA}ParameterBindingException`),
});
registerType({
  name: `${SMA}ParseException`,
  base: `${SMA}RuntimeException`,
  properties: { Errors: p(`${SMA}Language.ParseError[]`, (self) => property(self, 'Errors')) },
  constructors: standardConstructors(`${SMA}ParseException`),
});
registerType({
  name: `${SMA}ItemNotFoundException`,
  base: `${SMA}SessionStateException`,
  constructors: standardConstructors(`${SMA}ItemNotFoundException`),
});
registerType({
  name: `${SMA}SessionStateException`,
  base: `${SMA}RuntimeException`,
  properties: {
    ItemName: p('string', (self) => property(self, 'ItemName') ?? ''),
    SessionStateCategory: p('string', (self) => property(self, 'SessionStateCategory')),
  },
  constructors: standardConstructors(`${SMA}SessionStateException`),
});
registerType({
  name: 'System.AggregateException',
  properties: { InnerExceptions: p('System.Object', (self) => property(self, 'InnerExceptions')) },
  base: 'System.Exception',
  constructors: standardConstructors('System.AggregateException'),
});
for (const name of ['WriteErrorException', 'HttpResponseException', 'ServiceCommandException', 'ProcessCommandException']) {
  registerType({
    name: `Microsoft.PowerShell.Commands.${name}`,
    base: 'System.SystemException',
    constructors: standardConstructors(`Microsoft.PowerShell.Commands.${name}`),
  });
}
