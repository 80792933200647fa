/** System.Numerics.Complex: members of .NET 10; its text is `<real; imaginary>` since .NET 8. */
import { rulesOf } from '../culture.ts';
import { formatText } from '../formatValue.ts';
import { snapshotClass } from '../heap.ts';
import { numericKind, toJsNumber } from '../numbers.ts';
import { methodText } from '../text.ts';
import { mkDouble, type Value } from '../value.ts';
import { m, p } from './define.ts';
import { registerType } from './registry.ts';

/** A complex number. */
export class PSComplex {
  readonly re: number;
  readonly im: number;
  constructor(re = 0, im = 0) {
    this.re = re;
    this.im = im;
  }
}
snapshotClass('Complex', 'value', PSComplex);

const NAME = 'System.Numerics.Complex';
const c = (v: Value | undefined): PSComplex => (v instanceof PSComplex ? v : new PSComplex(toJsNumber(v ?? 0)));
const add = (a: PSComplex, b: PSComplex): PSComplex => new PSComplex(a.re + b.re, a.im + b.im);
const negate = (a: PSComplex): PSComplex => new PSComplex(-a.re, -a.im);
const times = (a: PSComplex, b: PSComplex): PSComplex => new PSComplex(a.re * b.re - a.im * b.im, a.im * b.re + a.re * b.im);
/** Smith's formula, as .NET divides. */
function divide(a: PSComplex, b: PSComplex): PSComplex {
  if (Math.abs(b.im) < Math.abs(b.re)) {
    const q = b.im / b.re;
    return new PSComplex((a.re + a.im * q) / (b.re + b.im * q), (a.im - a.re * q) / (b.re + b.im * q));
  }
  const q = b.re / b.im;
  return new PSComplex((a.im + a.re * q) / (b.im + b.re * q), (-a.re + a.im * q) / (b.im + b.re * q));
}
const size = (a: PSComplex): number => Math.hypot(a.re, a.im);
const phase = (a: PSComplex): number => Math.atan2(a.im, a.re);
const polar = (r: number, angle: number): PSComplex => new PSComplex(r * Math.cos(angle), r * Math.sin(angle));
function root(a: PSComplex): PSComplex {
  if (a.im === 0) return a.re < 0 ? new PSComplex(0, Math.sqrt(-a.re)) : new PSComplex(Math.sqrt(a.re), 0);
  const r = size(a);
  const x = Math.sqrt((r + Math.abs(a.re)) / 2);
  const y = Math.abs(a.im) / (2 * x);
  return a.re >= 0 ? new PSComplex(x, Math.sign(a.im) * y) : new PSComplex(y, Math.sign(a.im) * x);
}
function power(a: PSComplex, b: PSComplex): PSComplex {
  if (b.re === 0 && b.im === 0) return new PSComplex(1);
  if (a.re === 0 && a.im === 0) return new PSComplex();
  const r = size(a);
  const angle = phase(a);
  const t = r ** b.re * Math.exp(-b.im * angle);
  const turned = b.re * angle + b.im * Math.log(r);
  return new PSComplex(t * Math.cos(turned), t * Math.sin(turned));
}
const one = (name: string, f: (a: PSComplex) => PSComplex) => [m(`${NAME} ${name}(${NAME} value)`, (_s: Value, [a]: Value[]) => f(c(a)))];
const two = (name: string, f: (a: PSComplex, b: PSComplex) => PSComplex) => [
  m(`${NAME} ${name}(${NAME} left, ${NAME} right)`, (_s: Value, [a, b]: Value[]) => f(c(a), c(b))),
];
const isOperand = (v: Value): boolean => v instanceof PSComplex || numericKind(v) !== null;

registerType({
  name: NAME,
  ctor: PSComplex,
  isValueType: true,
  zero: () => new PSComplex(),
  properties: {
    Real: p('double', (self) => mkDouble(c(self).re)),
    Imaginary: p('double', (self) => mkDouble(c(self).im)),
    Magnitude: p('double', (self) => mkDouble(size(c(self)))),
    Phase: p('double', (self) => mkDouble(phase(c(self)))),
  },
  constructors: [
    m(`${NAME} new(double real, double imaginary)`, (_s, [re, im]) => new PSComplex(toJsNumber(re ?? 0), toJsNumber(im ?? 0))),
  ],
  staticProperties: {
    Zero: p(NAME, () => new PSComplex()),
    One: p(NAME, () => new PSComplex(1)),
    ImaginaryOne: p(NAME, () => new PSComplex(0, 1)),
  },
  staticMethods: {
    Abs: [m(`double Abs(${NAME} value)`, (_s, [a]) => mkDouble(size(c(a))))],
    Add: two('Add', add),
    Subtract: two('Subtract', (a, b) => add(a, negate(b))),
    Multiply: two('Multiply', times),
    Divide: two('Divide', divide),
    Negate: one('Negate', negate),
    Conjugate: one('Conjugate', (a) => new PSComplex(a.re, -a.im)),
    Reciprocal: one('Reciprocal', (a) => (a.re === 0 && a.im === 0 ? a : divide(new PSComplex(1), a))),
    Sqrt: one('Sqrt', root),
    Exp: one('Exp', (a) => polar(Math.exp(a.re), a.im)),
    Log: one('Log', (a) => new PSComplex(Math.log(size(a)), phase(a))),
    Pow: [
      m(`${NAME} Pow(${NAME} value, ${NAME} power)`, (_s, [a, b]) => power(c(a), c(b))),
      m(`${NAME} Pow(${NAME} value, double power)`, (_s, [a, b]) => power(c(a), c(b))),
    ],
    FromPolarCoordinates: [
      m(`${NAME} FromPolarCoordinates(double magnitude, double phase)`, (_s, [r, a]) => polar(toJsNumber(r ?? 0), toJsNumber(a ?? 0))),
    ],
  },
  operators: {
    op_Addition: (a, b) => (isOperand(b) ? add(c(a), c(b)) : undefined),
    op_Subtraction: (a, b) => (isOperand(b) ? add(c(a), negate(c(b))) : undefined),
    op_Multiply: (a, b) => (isOperand(b) ? times(c(a), c(b)) : undefined),
    op_Division: (a, b) => (isOperand(b) ? divide(c(a), c(b)) : undefined),
    op_UnaryNegation: (a) => negate(c(a)),
  },
  convertFrom: (value) => (numericKind(value) !== null ? new PSComplex(toJsNumber(value)) : undefined),
  equals: (a, b) => b instanceof PSComplex && c(a).re === b.re && c(a).im === b.im,
  toText: (self, ctx) => `<${methodText(mkDouble(c(self).re), ctx)}; ${methodText(mkDouble(c(self).im), ctx)}>`,
  format: (self, format, ctx) => {
    const part = (n: number): string => formatText(`{0:${format}}`, [mkDouble(n)], rulesOf(null, ctx), ctx);
    return `<${part(c(self).re)}; ${part(c(self).im)}>`;
  },
});
