import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';

import type { Mock } from '../../../contract';
import { problemOf } from '../../../data/client';
import { BackLink } from '../../../design/BackLink';
import { Choice, ChoiceGroup } from '../../../design/Choice';
import { Editor, EditorFooterNote, EditorSection } from '../../../design/Editor';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { Field } from '../../../design/Field';
import { SaveButton } from '../../../design/SaveButton';
import { TextInput } from '../../../design/TextInput';
import { draftOfRule, type MockDraft, nameProblem, ruleOf, rulesProblem } from './mockDraft';
import { PRESETS, presetOf } from './presets';
import { RulesSection } from './RulesSection';

export interface MockFormProps {
  title: string;
  /** The stored mock; without it the form makes a new one. */
  mock?: Mock;
  draft: MockDraft;
  onDraftChange: (draft: MockDraft) => void;
  /** Called only with a draft that is fit to be sent. */
  onSave: () => void;
  isSaving: boolean;
  failure: unknown;
  actions?: ReactNode;
  aside: ReactNode;
}

/** The name and the rules of a mock, new or stored. */
export function MockForm({ title, mock, draft, onDraftChange, onSave, isSaving, failure, actions, aside }: MockFormProps) {
  const [isEveryErrorShown, setEveryErrorShown] = useState(false);
  const ownName = nameProblem(draft.name);
  const firstProblem = ownName ?? rulesProblem(draft.rules);
  const problem = failure ? problemOf(failure) : null;
  const isNameRefused = problem?.field === 'name';
  const nameError = isNameRefused ? problem.detail : isEveryErrorShown || draft.name ? ownName : null;
  const preset = presetOf(draft.rules.map(ruleOf));

  const save = () => {
    setEveryErrorShown(true);
    if (firstProblem) return false;
    onSave();
    return true;
  };
  const fill = (name: string) => {
    const chosen = PRESETS.find((candidate) => candidate.name === name);
    if (!chosen) return;
    const isNameSuggested = !mock && (!draft.name || PRESETS.some((candidate) => candidate.name === draft.name));
    onDraftChange({ name: isNameSuggested ? chosen.name : draft.name, rules: chosen.rules.map(draftOfRule) });
  };

  return (
    <Editor
      title={title}
      back={
        <BackLink>
          <Link to="/lab">{t`Lab`}</Link>
        </BackLink>
      }
      actions={actions}
      onSave={save}
      aside={aside}
      isAsideWide
      footer={
        <>
          <SaveButton problem={firstProblem ?? undefined} isBusy={isSaving}>
            {mock ? t`Save` : t`Create mock`}
          </SaveButton>
          <EditorFooterNote>
            {mock ? t`Saving begins its sequences anew.` : t`It answers as soon as it is created.`}
          </EditorFooterNote>
        </>
      }
    >
      {problem && !isNameRefused && <ErrorNotice problem={problem} />}
      <EditorSection label={t`Begin with`}>
        <ChoiceGroup aria-label={t`Begin with`} value={preset?.name ?? null} onValueChange={fill}>
          {PRESETS.map(({ name, label }) => (
            <Choice key={name} value={name} label={i18n._(label)} />
          ))}
        </ChoiceGroup>
      </EditorSection>
      {!mock && (
        <EditorSection label={t`Name`}>
          <Field
            label={t`Name`}
            isLabelHidden
            error={nameError ?? undefined}
            hint={t`The last part of its address. It cannot be changed later.`}
          >
            <TextInput
              isMono
              prefix="/mock/"
              value={draft.name}
              onChange={(event) => onDraftChange({ ...draft, name: event.target.value })}
            />
          </Field>
        </EditorSection>
      )}
      <RulesSection rules={draft.rules} onRulesChange={(rules) => onDraftChange({ ...draft, rules })} />
    </Editor>
  );
}
