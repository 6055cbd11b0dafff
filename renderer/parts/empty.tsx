/** What a page says where there is nothing yet: why, and what to do about it. */

import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export function Empty({
  icon,
  title,
  help,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly help?: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {help !== undefined && <p>{help}</p>}
      {children}
    </div>
  );
}
