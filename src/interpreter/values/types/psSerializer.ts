/** System.Management.Automation.PSSerializer: values as CLIXML text and back (serialization.cs). */
import { CLIXML_DEPTH, toClixml } from '../clixml.ts';
import { fromClixml } from '../clixmlRead.ts';
import { PSArray } from '../collections.ts';
import { int, m, text } from './define.ts';
import { registerType } from './registry.ts';

registerType({
  name: 'System.Management.Automation.PSSerializer',
  isStatic: true,
  staticMethods: {
    Serialize: [
      m('string Serialize(System.Object source)', (_s, [v], ctx) => toClixml([v ?? null], CLIXML_DEPTH, ctx)),
      m('string Serialize(System.Object source, int depth)', (_s, [v, depth], ctx) => toClixml([v ?? null], int(depth), ctx)),
    ],
    Deserialize: [
      m('System.Object Deserialize(string source)', (_s, [v], ctx) => {
        const values = fromClixml(text(v, 'source'), ctx);
        return values.length === 1 ? (values[0] ?? null) : values.length === 0 ? null : new PSArray(values);
      }),
    ],
    DeserializeAsList: [
      m('System.Object[] DeserializeAsList(string source)', (_s, [v], ctx) => new PSArray(fromClixml(text(v, 'source'), ctx))),
    ],
  },
});
