/** Shapes as they go over the wire, as far as the fake reads or writes them. */

export type Json = Readonly<Record<string, unknown>>;

export const FLAGS = { SUPPRESS_EMBEDS: 1 << 2, EPHEMERAL: 1 << 6, LOADING: 1 << 7, COMPONENTS_V2: 1 << 15 } as const;

export const CHANNEL_TYPES = {
  text: 0,
  dm: 1,
  voice: 2,
  category: 4,
  announcement: 5,
  thread: 11,
  forum: 15,
  media: 16,
} as const;
export type ChannelType = keyof typeof CHANNEL_TYPES;

export interface User {
  readonly id: string;
  readonly username: string;
  readonly global_name: string | null;
  readonly discriminator: string;
  readonly avatar: null;
  readonly bot: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: string;
  readonly position: number;
  /** Of the role that Discord made for a bot. */
  readonly tags?: { readonly bot_id: string };
}

export interface Overwrite {
  readonly id: string;
  readonly type: 0 | 1;
  readonly allow: string;
  readonly deny: string;
}

export interface Channel {
  readonly id: string;
  readonly type: number;
  readonly guild_id?: string;
  readonly name?: string;
  readonly parent_id?: string;
  readonly recipients?: readonly User[];
  permission_overwrites?: readonly Overwrite[];
  thread_metadata?: { archived: boolean; locked: boolean; auto_archive_duration: number; archive_timestamp: string };
  last_message_id: string | null;
}

/** A message component: of a message, or of a modal. */
export interface Component {
  readonly type: number;
  readonly custom_id?: string | null | undefined;
  readonly label?: string | null | undefined;
  readonly style?: number | undefined;
  readonly url?: string | null | undefined;
  readonly disabled?: boolean | null | undefined;
  readonly content?: string | undefined;
  readonly options?: readonly { readonly label: string; readonly value: string }[] | undefined;
  readonly required?: boolean | null | undefined;
  readonly max_length?: number | null | undefined;
  readonly components?: readonly Component[] | undefined;
  readonly accessory?: Component | undefined;
  readonly component?: Component | undefined;
}

export interface Message {
  readonly id: string;
  readonly type: number;
  readonly channel_id: string;
  readonly author: User;
  readonly timestamp: string;
  readonly application_id?: string;
  readonly webhook_id?: string;
  readonly nonce?: string | number;
  readonly message_reference?: { readonly message_id: string; readonly channel_id: string; readonly guild_id?: string };
  readonly interaction_metadata?: Json;
  edited_timestamp: string | null;
  content: string;
  embeds: readonly Json[];
  components: readonly Component[];
  flags: number;
  mentions: readonly User[];
  mention_roles: readonly string[];
  mention_everyone: boolean;
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

export interface Modal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly Component[];
}

export interface CommandOption {
  readonly type: number;
  readonly name: string;
  readonly required?: boolean | null | undefined;
  readonly autocomplete?: boolean | null | undefined;
  readonly choices?: readonly Choice[] | null | undefined;
  readonly options?: readonly CommandOption[] | null | undefined;
}

export interface Command {
  readonly id: string;
  readonly application_id: string;
  readonly version: string;
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly options: readonly CommandOption[];
  readonly guild_id?: string;
}

/** Every component of a message or modal, nested ones and accessories included. */
export function* allComponents(components: readonly Component[]): Generator<Component> {
  for (const component of components) {
    yield component;
    yield* allComponents(component.components ?? []);
    if (component.accessory) yield* allComponents([component.accessory]);
    if (component.component) yield* allComponents([component.component]);
  }
}
