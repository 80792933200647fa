/** Names of attributes and types as scripts write them, brought into one form. */
import type { AttributeSpec } from '../values/code.ts';

/** Attribute's plain name in lower case: `[ParameterAttribute()]` and `[System.Management.Automation.Parameter()]` are `parameter`. */
export function attributeName(spec: AttributeSpec): string {
  let name = spec.typeName.toLowerCase();
  const dot = name.lastIndexOf('.');
  if (dot >= 0 && !name.includes('[')) name = name.slice(dot + 1);
  return name.endsWith('attribute') && name.length > 9 ? name.slice(0, -9) : name;
}

/** Value of a named argument of an attribute whatever its case, or undefined. */
export function namedArgument(spec: AttributeSpec, name: string): unknown {
  const direct = spec.named[name];
  if (direct !== undefined) return direct;
  const lower = name.toLowerCase();
  for (const key of Object.keys(spec.named)) {
    if (key.toLowerCase() === lower) return spec.named[key];
  }
  return undefined;
}

/** Truth of a constant attribute argument, as LanguagePrimitives converts it to bool. */
export function attributeFlag(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.length > 0;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'object' && 'value' in value) return Boolean(value.value);
  return value !== false;
}
