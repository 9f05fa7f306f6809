import type { components } from './schema';

export type { paths } from './schema';

type Schemas = components['schemas'];

/**
 * An answer as the server writes it: what may be absent is there as `null`, never left out. The document cannot say
 * that, because it describes requests with the same words.
 */
export type Stated<T> = T extends string | number | boolean | null | undefined
  ? Exclude<T, undefined>
  : T extends readonly (infer Element)[]
    ? Stated<Element>[]
    : T extends object
      ? { [Key in keyof T]-?: Stated<T[Key]> }
      : T;

export type AttackFacts = Stated<Schemas['AttackFacts']>;
export type Attempt = Stated<Schemas['Attempt']>;
export type AttemptVerdict = Stated<Schemas['AttemptVerdict']>;
export type CatalogType = Stated<Schemas['CatalogType']>;
export type ChangeNotice = Stated<Schemas['ChangeNotice']>;
export type ConfigurationChange = Stated<Schemas['ConfigurationChange']>;
export type Counts = Stated<Schemas['Counts']>;
export type Created = Stated<Schemas['Created']>;
export type DayFigures = Stated<Schemas['DayFigures']>;
export type DeliveryDetail = Stated<Schemas['DeliveryDetail']>;
export type DeliverySummary = Stated<Schemas['DeliverySummary']>;
export type DeadLetter = Stated<Schemas['DeadLetter']>;
export type DeadLetterFacets = Stated<Schemas['DeadLetterFacets']>;
export type Density = Schemas['Density'];
export type Destination = Stated<Schemas['Destination']>;
export type DestinationTest = Stated<Schemas['DestinationTest']>;
export type Difference = Stated<Schemas['Difference']>;
export type Drift = Stated<Schemas['Drift']>;
export type ErrorClass = Schemas['ErrorClass'];
export type EventDetail = Stated<Schemas['EventDetail']>;
export type EventSummary = Stated<Schemas['EventSummary']>;
export type EventValue = Stated<Schemas['EventValue']>;
export type EventValues = Stated<Schemas['EventValues']>;
export type EventTypeCount = Stated<Schemas['EventTypeCount']>;
export type Example = Stated<Schemas['Example']>;
export type DestinationProbe = Stated<Schemas['DestinationProbe']>;
export type FailureCause = Stated<Schemas['FailureCause']>;
export type FailureChange = Stated<Schemas['FailureChange']>;
export type FailureExplanation = Stated<Schemas['FailureExplanation']>;
export type FailureRemedy = Stated<Schemas['FailureRemedy']>;
export type FiguresOfBucket = Stated<Schemas['FiguresOfBucket']>;
export type FiguresOverTime = Stated<Schemas['FiguresOverTime']>;
export type FilterTest = Stated<Schemas['FilterTest']>;
export type ForecastAttempt = Stated<Schemas['ForecastAttempt']>;
export type Header = Stated<Schemas['Header']>;
export type HmacSettings = Stated<Schemas['HmacSettings']>;
export type Issue = Stated<Schemas['Issue']>;
export type IssueDetail = Stated<Schemas['IssueDetail']>;
export type IssueState = Schemas['IssueState'];
export type Judgement = Stated<Schemas['Judgement']>;
export type SchemaVersion = Stated<Schemas['SchemaVersion']>;
export type TreeLevel = Stated<Schemas['TreeLevel']>;
export type TreeNode = Stated<Schemas['TreeNode']>;
export type ImportPreview = Stated<Schemas['ImportPreview']>;
export type MatchPlace = Stated<Schemas['MatchPlace']>;
export type TriggeredRequest = Stated<Schemas['TriggeredRequest']>;
export type Tunnel = Stated<Schemas['TunnelView']>;
export type LabResult = Stated<Schemas['LabResult']>;
export type LabRun = Stated<Schemas['LabRun']>;
export type LabSeen = Stated<Schemas['LabSeen']>;
/** Which kind of event: as one source sends it, or as it is published. */
export type KindAddress = Pick<CatalogType, 'event_type' | 'source_id'>;
export type LineDifferences = Stated<Schemas['LineDifferences']>;
export type LineRow = Stated<Schemas['LineRow']>;
export type SideLine = Stated<Schemas['SideLine']>;
export type Line = Stated<Schemas['Line']>;
export type LineWindow = Stated<Schemas['LineWindow']>;
export type LocalPort = Stated<Schemas['LocalPort']>;
export type Mock = Stated<Schemas['Mock']>;
export type MockAnswer = Stated<Schemas['MockAnswer']>;
export type MockKind = Schemas['MockKind'];
export type MockRequest = Stated<Schemas['MockRequest']>;
export type MockRule = Stated<Schemas['MockRule']>;
export type Notify = Schemas['Notify'];
export type OnClose = Schemas['OnClose'];
export type Overview = Stated<Schemas['Overview']>;
export type Phases = Stated<Schemas['Phases']>;
export type Preview = Stated<Schemas['Preview']>;
export type ProviderTrial = Stated<Schemas['ProviderTrial']>;
export type PreviewSample = Stated<Schemas['PreviewSample']>;
export type Problem = Stated<Schemas['Problem']>;
export type Provider = Stated<Schemas['Provider']>;
export type QuietHours = Stated<Schemas['QuietHours']>;
export type Replay = Stated<Schemas['ReplayDetail']>;
export type ReplayPlan = Stated<Schemas['ReplayPlan']>;
export type Reply = Stated<Schemas['Reply']>;
export type Response = Stated<Schemas['Response']>;
export type RetrySchedule = Stated<Schemas['RetrySchedule']>;
export type RowState = Schemas['RowState'];
export type SecretView = Stated<Schemas['SecretView']>;
export type SavedView = Stated<Schemas['SavedView']>;
export type NewSavedView = Schemas['NewSavedView'];
export type SavedViewPatch = Schemas['SavedViewPatch'];
export type Settings = Stated<Schemas['Settings']>;
export type Source = Stated<Schemas['Source']>;
export type Subscription = Stated<Schemas['Subscription']>;
export type TestEventAnswer = Stated<Schemas['TestEventAnswer']>;
export type Theme = Schemas['Theme'];
export type TimelineRow = Stated<Schemas['TimelineRow']>;
export type TransformTest = Stated<Schemas['TransformTest']>;
export type Trigger = Schemas['Trigger'];
export type Verdict = Schemas['Verdict'];
export type Verification = Stated<Schemas['Verification']>;
export type View = Schemas['View'];

// What a client sends: fields may be left out.
export type DestinationPatch = Schemas['DestinationPatch'];
export type NewAuthorization = Schemas['NewAuthorization'];
export type NewConnection = Schemas['NewConnection'];
export type NewDestination = Schemas['NewDestination'];
export type NewDestinationTest = Schemas['NewDestinationTest'];
export type NewEventDelivery = Schemas['NewEventDelivery'];
export type NewLabRun = Schemas['NewLabRun'];
export type NewMock = Schemas['NewMock'];
export type NewProvider = Schemas['NewProvider'];
export type NewProviderTrial = Schemas['NewProviderTrial'];
export type NewPreview = Schemas['NewPreview'];
export type NewReplay = Schemas['NewReplay'];
export type NewRetrySchedule = Schemas['NewRetrySchedule'];
export type NewSecret = Schemas['NewSecret'];
export type NewTrigger = Schemas['NewTrigger'];
export type NewSource = Schemas['NewSource'];
export type NewSubscription = Schemas['NewSubscription'];
export type RowCount = Stated<Schemas['RowCount']>;
export type WaitingDeliveries = Stated<Schemas['WaitingDeliveries']>;
export type Comparison = Schemas['Comparison'];
export type NewTestEvent = Schemas['NewTestEvent'];
export type SettingsPatch = Schemas['SettingsPatch'];
export type SourcePatch = Schemas['SourcePatch'];
export type SubscriptionPatch = Schemas['SubscriptionPatch'];

/** One page of a list; `next` goes back as `before`. */
export interface Page<Row> {
  items: Row[];
  next: string | null;
}

/** A list that is always whole. */
export interface Whole<Row> {
  items: Row[];
}
