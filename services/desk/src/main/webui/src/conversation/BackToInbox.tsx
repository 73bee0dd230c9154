import { ArrowLeft } from 'lucide-react';
import { Link } from 'react-router';
import { useInboxView } from '../inbox/useInbox';
import classes from './ConversationHeader.module.css';

/** Only where the list is not beside the conversation. */
export function BackToInbox() {
  const { search } = useInboxView();
  return (
    <Link to={`/inbox${search}`} className={classes.back} aria-label="Back to the list">
      <ArrowLeft size={18} aria-hidden />
    </Link>
  );
}
