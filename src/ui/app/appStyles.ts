import { css } from 'lit';

/** How the app is laid out: header, rail beside console, status line; a drawer instead of the rail where there is little room. */
export const appStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    block-size: 100dvh;
    inline-size: 100%;
    overflow: hidden;
  }
  .middle {
    position: relative;
    display: flex;
    min-block-size: 0;
  }
  nav {
    flex: none;
    display: flex;
    inline-size: 224px;
    border-inline-end: 1px solid var(--_border);
  }
  nav.small {
    inline-size: 48px;
  }
  nav limpet-rail {
    flex: 1;
    min-inline-size: 0;
  }
  main {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }
  limpet-console {
    flex: 1;
  }
  limpet-help {
    flex: none;
    inline-size: min(340px, 100%);
  }
  .shade {
    position: absolute;
    inset: 0;
    z-index: 9;
    background: rgb(8 16 14 / 42%);
  }
  nav.drawer {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    z-index: 10;
    inline-size: min(290px, 84vw);
    box-shadow: 8px 0 30px rgb(0 0 0 / 22%);
  }
  .failure {
    padding: 22px;
    font: 400 15px / 1.55 var(--_sans);
    max-inline-size: 46rem;
  }
  .failure p {
    margin: 0 0 14px;
    color: var(--_error);
  }
  .failure button {
    padding: 6px 16px;
  }
  @media (max-width: 699.98px) {
    limpet-help {
      position: absolute;
      inset: 0;
      z-index: 8;
      inline-size: 100%;
    }
  }
`;
