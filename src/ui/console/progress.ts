import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ProgressData } from '../../sessions/client/types.ts';
import { spanText } from '../text/time.ts';
import { controls } from '../theme/tokens.ts';

/** Progress records with how deep each is below its parents, parents first. */
export function progressTree(records: readonly ProgressData[]): { record: ProgressData; depth: number }[] {
  const shown = records.filter((record) => !record.completed);
  const result: { record: ProgressData; depth: number }[] = [];
  const visit = (record: ProgressData, depth: number) => {
    if (result.some((entry) => entry.record === record)) return;
    result.push({ record, depth });
    for (const child of shown) if (child.parentActivityId === record.activityId && child !== record) visit(child, depth + 1);
  };
  for (const record of shown)
    if (!shown.some((other) => other !== record && other.activityId === record.parentActivityId)) visit(record, 0);
  for (const record of shown) visit(record, 0);
  return result;
}

/** What a command tells of its progress, above the prompt while it lasts. */
@customElement('limpet-progress')
export class ProgressElement extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        font: 400 12.5px / 1.5 var(--_sans);
      }
      .entry {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        column-gap: 1em;
        padding-block: 4px 6px;
        padding-inline-start: calc(var(--depth) * 1.4em);
      }
      .activity {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .activity b {
        font-weight: 600;
      }
      .muted {
        color: var(--_muted);
      }
      .numbers {
        color: var(--_muted);
        font-variant-numeric: tabular-nums;
      }
      progress {
        grid-column: 1 / -1;
        appearance: none;
        inline-size: 100%;
        block-size: 4px;
        margin-block-start: 3px;
        border: 0;
        border-radius: 2px;
        overflow: hidden;
        background: var(--_hover);
        accent-color: var(--_accent);
      }
      progress::-webkit-progress-bar {
        background: var(--_hover);
      }
      progress::-webkit-progress-value {
        background: var(--_accent);
        border-radius: 2px;
        transition: inline-size var(--_move);
      }
      progress::-moz-progress-bar {
        background: var(--_accent);
      }
      progress:indeterminate {
        background: linear-gradient(90deg, var(--_hover), var(--_accent), var(--_hover));
      }
      @media (forced-colors: active) {
        progress {
          forced-color-adjust: none;
          block-size: 8px;
          border: 1px solid CanvasText;
          background: Canvas;
        }
        progress::-webkit-progress-bar {
          background: Canvas;
        }
        progress::-webkit-progress-value {
          background: Highlight;
        }
        progress::-moz-progress-bar {
          background: Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) records: readonly ProgressData[] = [];

  override render() {
    return progressTree(this.records).map(({ record, depth }) => {
      const known = record.percentComplete >= 0 && record.percentComplete <= 100;
      const left = record.secondsRemaining >= 0 ? `${spanText(record.secondsRemaining * 1000)} left` : '';
      const numbers = [known ? `${record.percentComplete} %` : '', left].filter(Boolean).join(' · ');
      return html`<div class="entry" style="--depth: ${depth}">
        <div class="activity" id="a${record.activityId}">
          <b>${record.activity}</b> <span class="muted">${record.statusDescription}</span>
          ${record.currentOperation ? html`<span class="muted">· ${record.currentOperation}</span>` : nothing}
        </div>
        <div class="numbers">${numbers}</div>
        ${
          known
            ? html`<progress max="100" .value=${record.percentComplete} aria-labelledby="a${record.activityId}"></progress>`
            : html`<progress aria-labelledby="a${record.activityId}"></progress>`
        }
      </div>`;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-progress': ProgressElement;
  }
}
