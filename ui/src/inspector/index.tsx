export { BodyLines } from './BodyLines';
export { type BodySource, linesQuery } from './bodySource';
export { FactLine } from './FactLine';
export { HeaderTable } from './HeaderTable';
export { IdText } from './IdText';
export { InspectorFrame } from './InspectorFrame';
export { RequestLine } from './RequestLine';
export { Section, SectionStack } from './Section';
export { SignatureLine } from './SignatureLine';
