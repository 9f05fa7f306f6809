export { LabScreen, type LabPart } from './LabScreen';
export { NewMock } from './mocks/NewMock';
export { StoredMock } from './mocks/StoredMock';
