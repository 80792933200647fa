/** Makes script classes and enums from their compiled definitions. */
import type { TypeDefinitionDescriptor } from '../compiler/descriptors.ts';
import type { Code } from '../values/code.ts';
import { ScriptBlock } from '../values/code.ts';
import { fail } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import { ScriptClass, type ScriptMethod } from '../values/scriptClass.ts';
import { findType } from '../values/types/registry.ts';
import type { CodeFrame } from './frames.ts';
import type { Machine } from './machine.ts';

/** Defines the types of a script block, in order, in the runspace. Called again with the same definitions it replaces them. */
export function defineTypes(machine: Machine, frame: CodeFrame, definitions: TypeDefinitionDescriptor[]): void {
  const { runspace } = machine.currentThread;
  const block = (code: Code): ScriptBlock => new ScriptBlock(code, frame.scope.module, frame.block?.origin ?? 'user');
  for (const d of definitions) {
    const type = new ScriptClass(d.name, d.kind === 'enum' ? 'enum' : 'class');
    type.isFlags = d.isFlags;
    type.attributes = d.attributes;
    // known by name to its own members
    runspace.types.set(d.name.toLowerCase(), type);
    touch(runspace);
    if (d.kind === 'enum') {
      defineEnum(machine, type, d);
      continue;
    }
    d.baseTypes.forEach((name) => {
      const script = runspace.types.get(name.toLowerCase());
      if (script instanceof ScriptClass) {
        type.baseClass = script;
        type.baseType = script.baseType;
        return;
      }
      const found = findType(name);
      if (found === undefined)
        throw fail('TypeNotFound', 'ParserError', `Unable to find type [${name}].`, {
          typeName: 'System.Management.Automation.ParseException',
        });
      if (/^I[A-Z]/.test(found.name.split('.').pop() as string)) type.interfaces.push(found.name);
      else type.baseType = found.name;
    });
    type.properties = d.properties.map((p) => ({
      name: p.name,
      type: machine.typeNameFor(p.type),
      isStatic: p.isStatic,
      isHidden: p.isHidden,
      attributes: p.attributes,
      initializer: p.initial === null ? null : block(p.initial),
    }));
    for (const m of d.methods) {
      const method: ScriptMethod = {
        name: m.name,
        returnType: m.isConstructor || m.returnType.toLowerCase() === 'void' ? 'System.Void' : machine.typeNameFor(m.returnType),
        isStatic: m.isStatic,
        isHidden: m.isHidden,
        parameters: m.code.parameters,
        attributes: [],
        block: block(m.code),
        baseArguments: m.baseArguments === null ? null : block(m.baseArguments),
      };
      if (m.isConstructor && m.isStatic) type.staticConstructor = method;
      else if (m.isConstructor) type.constructors.push(method);
      else type.methods.push(method);
    }
  }
}

function defineEnum(machine: Machine, type: ScriptClass, d: TypeDefinitionDescriptor): void {
  type.baseType = machine.typeNameFor(d.underlying);
  let next = 0;
  for (const p of d.properties) {
    const value = p.initial === null ? next : machine.constantOf(p.initial, type);
    type.enumNames.push([p.name, value]);
    next = value + 1;
  }
}
