import { usePageTitle } from '../app/usePageTitle';
import { Page } from '../ui/Page';
import { AccountList } from './AccountList';
import { QuarantineList } from './QuarantineList';
import { SetUpList } from './SetUpList';

/** How our channels are, for administrators. */
export function ChannelsPage() {
  usePageTitle('Channels');
  return (
    <Page title="Channels" intro="Our accounts on every channel, and what came in over them and could not be read.">
      <SetUpList />
      <AccountList />
      <QuarantineList />
    </Page>
  );
}
