import { Button, SegmentedControl, Tabs } from '@mantine/core';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { View } from '../api/types';
import { useSingleKey } from '../app/keyboard';
import { ErrorNotice } from '../ui/ErrorNotice';
import { AwayHint } from './AwayHint';
import { ConversationRow } from './ConversationRow';
import { EmptyList } from './EmptyList';
import { ListSkeleton } from './ListSkeleton';
import { useConversationList, useInboxCounts, useInboxView, views } from './useInbox';
import classes from './ConversationList.module.css';

export function ConversationList({ openId }: { openId: string | undefined }) {
  const { view, status, show, search } = useInboxView();
  const counts = useInboxCounts();
  const list = useConversationList(view, status);
  const rows = useRef<HTMLUListElement>(null);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const tabStop = items.find(({ id }) => id === openId)?.id ?? items[0]?.id;
  const Heading = openId === undefined ? 'h1' : 'h2';

  const move = (step: 1 | -1) => {
    const links = [...(rows.current?.querySelectorAll('a') ?? [])];
    const focused = links.findIndex((link) => link === document.activeElement);
    const from = focused >= 0 ? focused : links.findIndex((link) => link.getAttribute('aria-current') === 'page');
    const to = from < 0 ? 0 : Math.min(links.length - 1, Math.max(0, from + step));
    links[to]?.focus();
  };
  useSingleKey([
    ['j', () => move(1)],
    ['k', () => move(-1)],
  ]);
  const onArrow = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
    if (!step) return;
    event.preventDefault();
    move(step);
  };

  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [view, status]);

  return (
    <section className={classes.pane} aria-label="Conversations">
      <div className={classes.head}>
        <Heading className={classes.heading}>Inbox</Heading>
        <SegmentedControl
          size="xs"
          aria-label="Status"
          value={status}
          onChange={(value) => show({ status: value })}
          data={[
            { value: 'open', label: 'Open' },
            { value: 'resolved', label: 'Resolved' },
          ]}
        />
      </div>
      <Tabs value={view} onChange={(value) => show({ view: value as View })} classNames={{ tab: classes.tab, list: classes.tabs }}>
        <Tabs.List grow aria-label="Whose conversations">
          {views.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value} aria-controls="conversation-list">
              {label}
              {status === 'open' && counts && <span className={classes.count}>{counts[value]}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <div ref={scroller} className={classes.scroller} id="conversation-list" role="tabpanel" aria-label={`${view}, ${status}`}>
        <AwayHint />
        {list.isPending && <ListSkeleton />}
        {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && <EmptyList view={view} status={status} counts={counts} show={show} />}
        {/* The arrows only add to what Tab and Enter already do on the links inside. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <ul ref={rows} onKeyDown={onArrow} aria-label="Conversations">
          {items.map((summary) => (
            <ConversationRow
              key={summary.id}
              summary={summary}
              open={summary.id === openId}
              tabStop={summary.id === tabStop}
              search={search}
            />
          ))}
        </ul>
        {list.hasNextPage && (
          <div className={classes.more}>
            <Button variant="default" size="xs" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              Show more
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
