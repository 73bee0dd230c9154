import { Check, CheckCheck, CircleX, Clock, Eye } from 'lucide-react';
import type { Entry } from '../api/types';
import { deliveryOf } from './words';
import classes from './DeliveryMark.module.css';

const icons = { waiting: Clock, sent: Check, delivered: CheckCheck, read: Eye, failed: CircleX };

export function DeliveryMark({ entry }: { entry: Entry }) {
  const delivery = deliveryOf(entry);
  if (!delivery) return null;
  const Icon = icons[delivery.progress];
  return (
    <footer className={classes.mark} data-tone={delivery.tone}>
      <Icon size={13} aria-hidden />
      {delivery.label}
      {entry.delivery?.reason && `: ${entry.delivery.reason}`}
    </footer>
  );
}
