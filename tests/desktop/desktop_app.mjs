// The real app in a session of its own, with a fresh workspace and a driver in its window.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Driver } from './driver.mjs'
import { Page } from './page.mjs'
import { Session } from './session.mjs'

export class DesktopApp {
  /** On a fresh workspace, or on one that is there and stays. */
  static async open(program, { workspace } = {}) {
    const app = new DesktopApp()
    app.session = await Session.start()
    app.folder = await mkdtemp(join(tmpdir(), 'tacklebox-window-test-'))
    const port = await freePort()
    app.session.start('WebKitWebDriver', [`--port=${port}`], {
      environment: {
        // The two words by which the webview lets itself be driven.
        TAURI_AUTOMATION: 'true',
        TAURI_WEBVIEW_AUTOMATION: 'true',
        // The person's own windows stay as they are.
        XDG_CONFIG_HOME: join(app.folder, 'config'),
        TACKLEBOX_DATA_DIR: workspace ?? join(app.folder, 'workspace'),
        TACKLEBOX_RECEIVE: '127.0.0.1:0',
      },
    })
    app.asked_ms = Date.now()
    app.driver = await Driver.open(port, program)
    app.page = new Page(app.driver)
    return app
  }

  /** Waits until the tray looks as it should; answers what it shows. */
  tray(what, fits) {
    return this.session.facts.now(`the tray shows ${what}`, ({ fact }) => fact === 'tray', fits)
  }

  /** Waits for a notification. */
  notification(what, fits) {
    return this.session.facts.next(`a notification ${what}`, fact => fact.fact === 'notification' && fits(fact))
  }

  /** Clicks a notification, or the button of it that stands for an action. */
  clickNotification({ id }, action = 'default') {
    this.session.do({ do: 'click notification', id, action })
  }

  /** Chooses an entry of the tray's menu. */
  choose(label) {
    this.session.do({ do: 'choose', label })
  }

  /** Presses the window's close button. */
  pressCloseButton() {
    this.session.do({ do: 'close window', title: 'Tacklebox' })
  }

  /** Draws the window to a size. */
  resizeWindow(width, height) {
    this.session.do({ do: 'resize window', title: 'Tacklebox', width, height })
  }

  /** Waits until the window's page is as large as that. */
  async hasSize(width, height) {
    await this.driver.run(async (wide, high) => {
      while (innerWidth !== wide || innerHeight !== high) await new Promise(requestAnimationFrame)
    }, width, height)
  }

  /** Waits until as many windows are there, and drives the one that is. */
  async windows(count) {
    for (let patience = 100; patience > 0; patience -= 1) {
      const handles = await this.driver.windows()
      if (handles.length === count) return handles[0] && this.driver.switchTo(handles[0])
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    throw new Error(`waited in vain for ${count} windows`)
  }

  async end() {
    await this.driver?.close().catch(() => {})
    await this.session?.end()
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** For programs that cannot pick a free port themselves. */
async function freePort() {
  const server = createServer()
  await new Promise(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address()
  await new Promise(closed => server.close(closed))
  return port
}
