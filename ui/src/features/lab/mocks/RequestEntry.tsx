import { t } from '@lingui/core/macro';
import { useId } from 'react';

import type { Mock, MockRequest } from '../../../contract';
import { classNames } from '../../../design/classNames';
import { exactTime, fullMoment } from '../../../design/exactTime';
import { bytesText } from '../../../design/formatBytes';
import { Glyph } from '../../../design/glyphs';
import { BodyViewer, contentTypeIn, FactLine, HeaderTable, RequestLine, SectionStack } from '../../../inspector';
import { gotTone, gotWords, pathBelow, ruleWords } from './requestWords';
import styles from './mocks.module.css';
import { waitText } from './waitText';

export interface RequestEntryProps {
  mock: Mock;
  request: MockRequest;
  isOpen: boolean;
  onToggle: () => void;
}

/** One request that came to a mock: what it was and what it got; opened, its headers and its body. */
export function RequestEntry({ mock, request, isOpen, onToggle }: RequestEntryProps) {
  const bodyId = useId();
  const wait = request.answer.delay_ms > 0 ? waitText(request.answer.delay_ms) : null;
  const attempt = request.headers.find(({ name }) => name.toLowerCase() === 'tacklebox-attempt')?.value;
  return (
    <li className={styles.entry}>
      <button
        type="button"
        className={styles.entryHead}
        aria-expanded={isOpen}
        aria-controls={bodyId}
        onClick={onToggle}
      >
        <span className={styles.entryNumber}>{request.number}</span>
        <span className={classNames(styles.got, styles[gotTone(request.answer)])}>{gotWords(request.answer)}</span>
        <span className={styles.target}>
          <b>{request.method}</b> {pathBelow(mock.name, request.path_and_query)}
        </span>
        <span className={styles.when} title={fullMoment(request.received_at_ms)}>
          {exactTime(request.received_at_ms)}
        </span>
        <span className={styles.entryFacts}>
          <FactLine
            facts={[
              ruleWords(mock.rules, request.answer),
              wait !== null && t`after ${wait}`,
              attempt && t`attempt ${attempt}`,
            ]}
          />
        </span>
        <Glyph name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} className={styles.entryChevron} />
      </button>
      <div id={bodyId} hidden={!isOpen} className={styles.entryBody}>
        {isOpen && <Received mock={mock} request={request} />}
      </div>
    </li>
  );
}

function Received({ mock, request }: { mock: Mock; request: MockRequest }) {
  const { number, received_at_ms, body_bytes, body_kept_bytes, peer } = request;
  const [sent, kept] = [bytesText(body_bytes), bytesText(body_kept_bytes)];
  return (
    <SectionStack>
      <RequestLine method={request.method} target={request.path_and_query} note={request.http_version} />
      {peer && <p className="t3">{t`From ${peer}`}</p>}
      <HeaderTable headers={request.headers} label={t`Headers`} />
      <BodyViewer
        source={{ kind: 'mock_request', mock: mock.name, number, received_at_ms }}
        label={t`Body`}
        contentType={contentTypeIn(request.headers)}
      />
      {body_kept_bytes < body_bytes && (
        <p className="t3">{t`Of ${sent}, the first ${kept} are kept.`}</p>
      )}
    </SectionStack>
  );
}
