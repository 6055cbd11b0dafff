/** The tray's pictures, built into the bundle so that showing one reads no file. */

import { type NativeImage, nativeImage } from 'electron';
import busyOnDarkTwice from './icons/busy-on-dark@2x.png?inline';
import busyOnDark from './icons/busy-on-dark.png?inline';
import busyOnLightTwice from './icons/busy-on-light@2x.png?inline';
import busyOnLight from './icons/busy-on-light.png?inline';
import lockedOnDarkTwice from './icons/locked-on-dark@2x.png?inline';
import lockedOnDark from './icons/locked-on-dark.png?inline';
import lockedOnLightTwice from './icons/locked-on-light@2x.png?inline';
import lockedOnLight from './icons/locked-on-light.png?inline';
import problemOnDarkTwice from './icons/problem-on-dark@2x.png?inline';
import problemOnDark from './icons/problem-on-dark.png?inline';
import problemOnLightTwice from './icons/problem-on-light@2x.png?inline';
import problemOnLight from './icons/problem-on-light.png?inline';
import readyOnDarkTwice from './icons/ready-on-dark@2x.png?inline';
import readyOnDark from './icons/ready-on-dark.png?inline';
import readyOnLightTwice from './icons/ready-on-light@2x.png?inline';
import readyOnLight from './icons/ready-on-light.png?inline';
import signedOutOnDarkTwice from './icons/signed-out-on-dark@2x.png?inline';
import signedOutOnDark from './icons/signed-out-on-dark.png?inline';
import signedOutOnLightTwice from './icons/signed-out-on-light@2x.png?inline';
import signedOutOnLight from './icons/signed-out-on-light.png?inline';
import type { TrayIcon } from './tray-model.ts';
import type { PanelVariant } from './tray-panel.ts';

/** Each picture as data URLs for one and for two pixels per point. */
const pictures: Readonly<Record<TrayIcon, Readonly<Record<PanelVariant, readonly [string, string]>>>> = {
  'signed-out': {
    'on-dark': [signedOutOnDark, signedOutOnDarkTwice],
    'on-light': [signedOutOnLight, signedOutOnLightTwice],
  },
  ready: {
    'on-dark': [readyOnDark, readyOnDarkTwice],
    'on-light': [readyOnLight, readyOnLightTwice],
  },
  busy: {
    'on-dark': [busyOnDark, busyOnDarkTwice],
    'on-light': [busyOnLight, busyOnLightTwice],
  },
  locked: {
    'on-dark': [lockedOnDark, lockedOnDarkTwice],
    'on-light': [lockedOnLight, lockedOnLightTwice],
  },
  problem: {
    'on-dark': [problemOnDark, problemOnDarkTwice],
    'on-light': [problemOnLight, problemOnLightTwice],
  },
};

/** The picture for a state on a kind of panel. On macOS it is a template, which the system colours to fit. */
export function trayImage(icon: TrayIcon, variant: PanelVariant, platform: NodeJS.Platform): NativeImage {
  const [once, twice] = pictures[icon][variant];
  const image = nativeImage.createFromDataURL(once);
  image.addRepresentation({ scaleFactor: 2, dataURL: twice });
  image.setTemplateImage(platform === 'darwin');
  return image;
}
