/** The error for a view name that isn't there. Behaviour: FormatViewManager.ProcessUnknownViewName. */
import { fail, type TerminatingError } from '../values/errors.ts';
import { typeNameOf, unwrap } from '../values/typeNames.ts';
import type { Value } from '../values/value.ts';
import type { FormatContext } from './access.ts';
import type { Shape } from './packets.ts';
import { viewsFor } from './viewIndex.ts';

const SHAPE_NAMES: Record<Shape, string> = { table: 'Table', list: 'List', wide: 'Wide', custom: 'Custom' };

/** Makes the error; it names the views that there are. */
export function failUnknownView(name: string, shape: Shape, value: Value, ctx: FormatContext): TerminatingError {
  const type = typeNameOf(unwrap(value));
  const views = viewsFor(type, ctx);
  const valid = views.filter((view) => view.control.kind === shape).map((view) => view.name);
  const others = views.filter((view) => view.control.kind !== shape && view.name.toLowerCase() === name.toLowerCase());
  const shown = SHAPE_NAMES[shape];
  let message: string;
  if (valid.length > 0) {
    message = `The view name ${name} cannot be found. Specify one of the following ${shown} views and try again: ${valid.join(', ')}.`;
  } else if (others.length > 0) {
    const cmdlets = others.map((view) => `Format-${SHAPE_NAMES[view.control.kind]}`).join(', ');
    message = ` The view name ${name} cannot be found in the ${shown} formatting. Try using one of these other format cmdlets: ${cmdlets}`;
  } else {
    message = `The view name ${name} cannot be found. There are no existing ${shown} views for ${type} objects.`;
  }
  return fail('FormatViewNotFound', 'ObjectNotFound', 'The pipeline has been stopped.', {
    typeName: 'System.Management.Automation.PipelineStoppedException',
    target: name,
    details: message,
  });
}
