// The address of every screen of a furnished workspace.

/**
 * `{name, path, standing, act}` of each screen: `standing(window)` is what is there once it stands, and `act(window)` what
 * a person does then to see the part of it that is meant.
 */
export async function everyScreen({ tacklebox, source, destination, subscription, run }) {
  const first = async path => (await tacklebox.api('GET', path)).items[0]
  const issue = await first('/issues?state=open')
  const dead = await first('/deliveries?state=dead_letter')
  const [delivered, earlier] = (await tacklebox.api('GET', '/deliveries?state=delivered')).items
  const bare = (await tacklebox.api('GET', '/events?event_type=page.viewed')).items[0]

  const row = name => window => window.row(name).first()
  const inspected = text => window => window.inspector.getByText(text).filter({ visible: true }).first()
  const titled = name => window => window.page.getByRole('heading', { name, exact: true }).first()
  const button = name => window => window.main.getByRole('button', { name }).first()
  const listed = name => window => window.page.getByRole('list', { name })
  const dialog = name => window => window.page.getByRole('dialog', { name })
  const of = (name, path, standing, act) => ({ name, path, standing, act })

  return [
    of('timeline', '/timeline', row(/Delivered/)),
    of('why', `/timeline?selected=${dead.id}`, inspected(/Nothing is listening/)),
    of('request', `/timeline?selected=${delivered.id}&tab=request`, inspected('fly-rod')),
    of('request as sent', `/timeline?selected=${delivered.id}&tab=request`, inspected(/billing/), window => window.choose('As sent')),
    of('response', `/timeline?selected=${delivered.id}&tab=response`, inspected('thank you')),
    of('attempts', `/timeline?selected=${dead.id}&tab=attempts`, inspected('Attempt 1')),
    of('event without deliveries', `/timeline?selected=${bare.id}`, inspected('No subscription matched.')),
    of('filter suggestions', '/timeline', window => window.page.getByRole('option').first(), window => window.press('/')),
    of('issues', '/issues', row(/Search index/)),
    of('issue', `/issues?selected=${issue.id}`, inspected(/Replay all/)),
    of('dead letters', '/dead-letters', row(/product/)),
    of('replay plan', '/dead-letters', window => dialog(/Replay/)(window).getByText(/deliver/).first(), async window => {
      await window.page.getByRole('grid').press('Control+a')
      await window.click('button', 'Replay…')
    }),
    of('replays', '/replays', listed('Replays, newest first')),
    of('compare', `/compare?left=${delivered.event_id}&right=${earlier.event_id}`, window => window.page.getByRole('complementary', { name: 'Changed paths' })),
    of('subscriptions', '/subscriptions', titled('Subscriptions')),
    of('subscription', `/subscriptions/${subscription.id}`, button(/^Save/)),
    of('new subscription', '/subscriptions/new', button(/^(Save|Create)/)),
    of('sources', '/sources', titled('Sources')),
    of('source', `/sources/${source.id}`, button(/^Save/)),
    of('new source', '/sources/new', button(/^(Save|Create)/)),
    of('own providers', '/sources/providers', window => window.main.getByText('No provider of your own yet.')),
    of('new provider', '/sources/providers/new', button(/^Add provider/)),
    of('destinations', '/destinations', titled('Destinations')),
    of('destination', `/destinations/${destination.id}`, button(/^Save/)),
    of('new destination', '/destinations/new', button(/^(Save|Create)/)),
    of('kinds', '/catalogue', window => window.main.getByText(/Learnt from/).first()),
    of('kind', `/catalogue/kind?event_type=order.paid&source_id=${source.id}`, window => window.main.getByText(/^Version 1/).first()),
    of('examples', '/catalogue?part=examples', window => window.main.getByRole('link', { name: /pull_request\.opened/ }).first(), window => window.fill('Find an example', 'pull_request.opened')),
    of('import of kinds', '/catalogue/import', window => window.page.getByRole('textbox', { name: 'OpenAPI document' })),
    of('payload to send', '/catalogue/send', window => window.page.getByRole('textbox', { name: 'Payload' })),
    of('mocks', '/lab', listed('Mock destinations')),
    of('mock', '/lab/mocks/flaky', listed('Requests, newest first')),
    of('new mock', '/lab/new-mock', button(/^(Save|Create)/)),
    of('runs of the hostile sender', '/lab?part=hostile', listed('Runs of the hostile sender')),
    of('score card', `/lab/runs/${run.id}`, window => window.page.getByRole('table', { name: 'Score card' })),
    of('new run', '/lab/new-run', button(/^Start/)),
    of('settings', '/settings', titled('Settings')),
    of('keys in the settings', '/settings', button(/^Add keys/), window => window.click('button', 'Show the list')),
    of('import', '/timeline', dialog('Receive this as an event?'), async window => {
      await window.page.evaluate(text => navigator.clipboard.writeText(text), '{"type":"pasted"}')
      await window.press('Control+v')
    }),
    of('receiver menu', '/timeline', window => window.page.getByRole('menuitem', { name: 'Pause until I resume' }), window => window.click('button', /^Receiving on/)),
    of('palette', '/timeline', dialog('Command palette'), window => window.press('Control+k')),
    of('list of shortcuts', '/timeline', dialog('Keyboard shortcuts'), window => window.press('?')),
  ]
}
