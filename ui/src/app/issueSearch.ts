import { type IssueView, issueViews } from '../features/issues/views';

/** What the address of the issues says. */
export interface IssueSearch {
  /** Which issues; the open ones when it says nothing. */
  view?: IssueView;
  /** The issue the inspector shows. */
  selected?: string;
}

export function readIssueSearch({ view, selected }: Record<string, unknown>): IssueSearch {
  const known = issueViews.find((one) => one === view);
  return {
    ...(known && known !== 'open' && { view: known }),
    ...(typeof selected === 'string' && selected !== '' && { selected }),
  };
}
