/** Which build this is: pages, workers and brokers of one build talk without a second thought. */
/** Put in by the build; 'source' when run from the sources. */
export const BUILD: string = typeof __LIMPET_BUILD__ === 'string' ? __LIMPET_BUILD__ : 'source';
