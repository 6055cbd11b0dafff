/** The composition root: builds the parts and wires them, nothing else. The tray comes first, all else when it is needed. */

import { randomBytes, randomUUID } from 'node:crypto';
import { hostname, release } from 'node:os';
import { join } from 'node:path';
import { app, session as electronSession } from 'electron';
import { channels } from '../shared/contract.ts';
import { defaultSettings } from '../shared/settings.ts';
import { initialState } from '../shared/state.ts';
import { appFacts } from './app-facts.ts';
import { pageAddress, registerAppScheme, serveWindowFiles } from './desktop/app-protocol.ts';
import { hardenApp } from './desktop/hardening.ts';
import { endOnSignals } from './desktop/lifecycle.ts';
import { parseCommandLine, takeInstanceLock } from './desktop/single-instance.ts';
import { createTray } from './desktop/tray.ts';
import { trayModel } from './desktop/tray-model.ts';
import { createSteadyClock } from './steady-clock.ts';
