export { NewRun } from './hostile/NewRun';
export { ScoreCard } from './hostile/ScoreCard';
export { type LabPart, LabScreen } from './LabScreen';
export { NewMock } from './mocks/NewMock';
export { StoredMock } from './mocks/StoredMock';
