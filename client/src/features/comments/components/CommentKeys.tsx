import { useCommentKeys } from '../model/use-comment-keys.ts';

/** The keys of comments. By itself, because what they need changes with every line somebody types, and the frame around the rooms must not. */
export function CommentKeys() {
  useCommentKeys();
  return null;
}
