import { usePageTitle } from '../app/usePageTitle';
import { Page } from '../ui/Page';
import { AccountList } from './AccountList';
import { QuarantineList } from './QuarantineList';

/** How our channels are, for administrators. */
export function ChannelsPage() {
  usePageTitle('Channels');
  return (
    <Page title="Channels" intro="Our accounts on every channel, and what came in over them and could not be read.">
      <AccountList />
      <QuarantineList />
    </Page>
  );
}
