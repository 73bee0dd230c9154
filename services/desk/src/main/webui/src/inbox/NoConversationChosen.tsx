import { MessagesSquare } from 'lucide-react';
import { usePageTitle } from '../app/usePageTitle';
import { EmptyState } from '../ui/EmptyState';

export function NoConversationChosen() {
  usePageTitle('Inbox');
  return (
    <EmptyState icon={MessagesSquare} title="Choose a conversation">
      Move through the list with <kbd>j</kbd> and <kbd>k</kbd>, open with <kbd>Enter</kbd>; <kbd>?</kbd> shows every
      shortcut.
    </EmptyState>
  );
}
