import { AtSign, Mail, MessageCircle, Smartphone } from 'lucide-react';
import type { Channel } from '../api/types';

export const channelIcons = { EMAIL: Mail, SMS: Smartphone, CHAT: MessageCircle, SOCIAL: AtSign } satisfies Record<Channel, unknown>;
