import type { CustomerProfile } from '../api/types';
import { capitalised } from '../conversation/words';
import { Chip, type Tone } from '../ui/Chip';
import { absoluteTime } from '../ui/time';
import classes from './CustomerPanel.module.css';

const tones: Record<string, Tone> = { GRANTED: 'good', OPTED_IN: 'good', WITHDRAWN: 'bad', DENIED: 'bad', OPTED_OUT: 'bad' };

export function Consents({ consents }: { consents: CustomerProfile['consents'] }) {
  return (
    <dl className={classes.facts}>
      {consents.map(({ purpose, channel, status, at }) => (
        <div key={`${purpose} ${channel}`}>
          <dt>{capitalised(purpose)}</dt>
          <dd>
            <Chip tone={tones[status] ?? 'plain'} title={absoluteTime(new Date(at))}>
              {capitalised(status)}
            </Chip>{' '}
            {channel && capitalised(channel)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
