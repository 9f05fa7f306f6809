export { IssueInspector } from './IssueInspector';
export { IssueList } from './IssueList';
export { issueViews, type IssueView } from './views';
