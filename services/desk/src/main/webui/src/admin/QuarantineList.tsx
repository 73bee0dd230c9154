import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Download, ShieldCheck } from 'lucide-react';
import { urlOf } from '../api/http';
import { quarantineQuery } from '../api/queries';
import type { QuarantinedPayload } from '../api/types';
import { sizeWords } from '../conversation/files';
import { networkOf } from '../conversation/words';
import { Chip } from '../ui/Chip';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import { Card } from '../ui/Page';
import { RelativeTime } from '../ui/RelativeTime';
import { useReplay } from './useReplay';
import { stateTones, stateWords } from './words';
import classes from './Admin.module.css';

/** What could not be read: by its reasons, one by one, and the way to have it read again. */
export function QuarantineList() {
  const { data, error, isPending, refetch } = useQuery(quarantineQuery);
  const replay = useReplay();
  return (
    <Card title="Set aside" note="Genuine, but not readable. It is kept as it came, and can be read again after a fix; nothing happens twice.">
      {isPending && <Loading lines={3} label="Loading what was set aside" />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} inline />}
      {replay.error && <ErrorNotice error={replay.error} inline />}
      {data?.items.length === 0 && <EmptyState icon={ShieldCheck} title="Everything that came in could be read" />}
      {data && data.troubles.length > 0 && (
        <ul className={classes.troubles} aria-label="Reasons">
          {data.troubles.map((trouble) => (
            <li key={`${trouble.channel} ${trouble.account} ${trouble.reason}`} className={classes.row}>
              <div className={classes.what}>
                <p className={classes.name}>{trouble.reason}</p>
                <p className={classes.dim}>
                  {trouble.waiting} waiting, {networkOf(trouble)} {trouble.account}
                </p>
              </div>
              <Button
                size="xs"
                variant="default"
                disabled={replay.isPending}
                aria-label={`Read all again: ${trouble.reason} ${trouble.account}`}
                onClick={() => replay.mutate({ channel: trouble.channel, account: trouble.account, reason: trouble.reason })}
              >
                Read all again
              </Button>
            </li>
          ))}
        </ul>
      )}
      {data && data.items.length > 0 && (
        <ul className={classes.rows} aria-label="Payloads">
          {data.items.map((item) => (
            <li key={`${item.account} ${item.payload}`} className={classes.row}>
              <Payload item={item} busy={replay.isPending} onReplay={() => replay.mutate(item)} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Payload({ item, busy, onReplay }: { item: QuarantinedPayload; busy: boolean; onReplay: () => void }) {
  const { account, payload, kept, reason, failure, size, at, state, attempts } = item;
  const short = payload.replace(/^raw:(.{8}).*/, '$1');
  return (
    <>
      <div className={classes.what}>
        <p className={classes.name}>
          {failure ?? reason} <Chip tone={stateTones[state]}>{stateWords[state]}</Chip>
        </p>
        <p className={classes.dim}>
          {networkOf(item)} {account}, {sizeWords(size)}, <RelativeTime at={at} />
          {attempts > 0 && `, read again ${attempts === 1 ? 'once' : `${attempts} times`}`}
          {!kept && ', not kept: it is still at its provider'}
        </p>
      </div>
      {kept && (
        <div className={classes.actions}>
          <Button
            component="a"
            href={urlOf('/admin/quarantine/raw', { payload })}
            download
            size="xs"
            variant="default"
            leftSection={<Download size={14} aria-hidden />}
            aria-label={`Download ${short}`}
          >
            Download
          </Button>
          {state !== 'READ' && (
            <Button size="xs" variant="default" disabled={busy || state === 'ASKED'} aria-label={`Read again ${short}`} onClick={onReplay}>
              Read again
            </Button>
          )}
        </div>
      )}
    </>
  );
}
