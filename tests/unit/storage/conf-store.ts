/** electron-store's base class as a store factory: the same writing to disk, without Electron. */

import Conf from 'conf';
import type { StoreFactory } from '../../../main/storage/safe-store.ts';

/** What electron-store does with its options, Electron's folder left out. */
export const createConfStore: StoreFactory = ({ name, ...options }) =>
  new Conf<Record<string, unknown>>({ ...options, configName: name });
