/**
 * The exceptions that .NET's number, date and text code throws, with .NET 10's English texts.
 * The interpreter turns one into an ErrorRecord by its `typeName` and `message`.
 */

/** An exception of the .NET base library: `typeName` is its full type name. */
export class DotNetError extends Error {
  readonly typeName: string;

  constructor(typeName: string, message: string) {
    super(message);
    this.typeName = typeName;
    this.name = typeName;
  }
}

/** System.FormatException. */
export class FormatError extends DotNetError {
  constructor(message = 'One of the identified items was in an invalid format.') {
    super('System.FormatException', message);
  }
}

/** System.OverflowException. */
export class OverflowError extends DotNetError {
  constructor(message = 'Arithmetic operation resulted in an overflow.') {
    super('System.OverflowException', message);
  }
}

/** System.DivideByZeroException. */
export class DivideByZeroError extends DotNetError {
  constructor() {
    super('System.DivideByZeroException', 'Attempted to divide by zero.');
  }
}

/** System.ArithmeticException. */
export class ArithmeticError extends DotNetError {
  constructor(message: string) {
    super('System.ArithmeticException', message);
  }
}

/** System.InvalidCastException. */
export class InvalidCastError extends DotNetError {
  constructor(message: string) {
    super('System.InvalidCastException', message);
  }
}

/** System.OutOfMemoryException, for results that .NET could not hold either. */
export class OutOfMemoryError extends DotNetError {
  constructor() {
    super('System.OutOfMemoryException', 'Insufficient memory to continue the execution of the program.');
  }
}

function withParameter(message: string, parameter: string | undefined): string {
  return parameter === undefined ? message : `${message} (Parameter '${parameter}')`;
}

/** System.ArgumentException; the message names the parameter as .NET does. */
export class ArgumentError extends DotNetError {
  readonly parameter: string | undefined;

  constructor(message: string, parameter?: string, typeName = 'System.ArgumentException') {
    super(typeName, withParameter(message, parameter));
    this.parameter = parameter;
  }
}

/** System.ArgumentOutOfRangeException; `actual`, where given, is shown on a second line as .NET does. */
export class ArgumentOutOfRangeError extends ArgumentError {
  constructor(parameter: string, message = 'Specified argument was out of the range of valid values.', actual?: string) {
    super(message, parameter, 'System.ArgumentOutOfRangeException');
    if (actual !== undefined) this.message += `\nActual value was ${actual}.`;
  }
}

/** System.ArgumentNullException. */
export class ArgumentNullError extends ArgumentError {
  constructor(parameter: string) {
    super('Value cannot be null.', parameter, 'System.ArgumentNullException');
  }
}
