import type { CareSummary } from '../api/types';
import { Tile, Tiles } from '../ui/Tiles';

export function SummaryTiles({ summary }: { summary: CareSummary }) {
  const { granted, withheld } = summary;
  const asked = granted + withheld;
  return (
    <Tiles>
      <Tile label="Open recoveries" value={summary.openRecoveries} note="customers to win back" />
      <Tile label="Apologies due" value={summary.apologiesDue} note="still to be given" tone={summary.apologiesDue > 0 ? 'warn' : 'plain'} />
      <Tile
        label="Apologies overdue"
        value={summary.apologiesOverdue}
        note={summary.apologiesOverdue > 0 ? 'give these first' : 'every promise in time'}
        tone={summary.apologiesOverdue > 0 ? 'bad' : 'plain'}
      />
      <Tile label="Contacts granted" value={granted} note={asked > 0 ? `of ${asked} asked for` : 'none asked for yet'} />
      <Tile label="Contacts withheld" value={withheld} note="to spare the customer" />
    </Tiles>
  );
}
