/** Which issues the list shows. */
export const issueViews = ['open', 'acknowledged', 'ignored', 'resolved'] as const;
export type IssueView = (typeof issueViews)[number];
