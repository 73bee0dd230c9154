import { Outlet, useParams } from 'react-router';
import { ConversationList } from './ConversationList';
import classes from './InboxPage.module.css';

/** The list beside the open conversation; on a phone one of the two at a time. */
export function InboxPage() {
  const { id } = useParams();
  return (
    <div className={classes.panes} data-open={id !== undefined}>
      <ConversationList openId={id} />
      <div className={classes.detail}>
        <Outlet />
      </div>
    </div>
  );
}
