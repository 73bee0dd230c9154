import { Compass } from 'lucide-react';
import { Link } from 'react-router';
import { EmptyState } from '../ui/EmptyState';
import { usePageTitle } from './usePageTitle';

export function NotFound() {
  usePageTitle('Not found');
  return (
    <EmptyState icon={Compass} title="There is no such page">
      <Link to="/inbox">Go to the inbox</Link>
    </EmptyState>
  );
}
