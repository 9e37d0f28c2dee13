import { useLingui } from '@lingui/react/macro';
import { type OutlineItem, outlineName } from '@trashfire/shared/document/outline';
import { eighthsText } from '@trashfire/shared/layout/eighths';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { usePeers } from '../../../collab/presence.ts';
import { cx } from '../../../ui/cx.ts';
import { PeopleIn } from '../../presence/components/PeopleIn.tsx';
import { type SceneView, shownPicture } from '../../studio/model/episode-model.ts';
import { useSelection } from '../../studio/model/selection.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useEpisodeModel } from '../../studio/model/use-episode-model.ts';
import { useBoard } from '../model/outline-board.ts';
import { useOutlineUi } from '../model/outline-ui.ts';
import { OUTLINE_NAMES } from '../model/outline-words.ts';
import { useCardDrag } from '../model/use-card-drag.ts';
import { useOpenCard } from '../model/use-open-card.ts';
import { CardField } from './CardField.tsx';
import { CardMenu } from './CardMenu.tsx';
import styles from './Outline.module.css';

/** One item of the outline, and beneath it those it holds; an act's stand in its column. */
export function OutlineCard({ item }: { item: OutlineItem }) {
  const scene = useEpisodeModel().scenes.find(({ id }) => item.kind === 'scene' && id === item.id);
  const isAct = item.level === 1;
  return (
    <>
      <Card item={item} scene={scene} />
      {isAct || item.children.length === 0 ? null : (
        <ol className={styles.beneath}>
          {item.children.map((child) => (
            <li key={child.id}>
              <OutlineCard item={child} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

interface CardProps {
  item: OutlineItem;
  scene: SceneView | undefined;
}

function Card({ item, scene }: CardProps) {
  const { i18n } = useLingui();
  const { writable, episodeDoc } = useStudio();
  const { eighths } = useBoard();
  const drag = useCardDrag(item, writable);
  const peers = usePeers(episodeDoc.awareness).filter(({ place }) => scene !== undefined && place?.sceneId === scene.id);
  const length = eighths(item);
  const kind = scene === undefined ? outlineName(item.level) : 'scene';
  return (
    <div className={cx(styles.card, styles[kind])} data-card={item.id} data-kind={kind} {...drag}>
      <div className={styles.head}>
        <span className={styles.tag}>{scene === undefined ? i18n._(OUTLINE_NAMES[outlineName(item.level)]) : scene.number}</span>
        <span className={styles.meta}>
          <PeopleIn people={peers.map(({ user }) => user)} />
          {length > 0 && kind !== 'act' ? eighthsText(length) : null}
        </span>
        <CardMenu item={item} />
      </div>
      <div className={styles.body}>
        <div className={styles.words}>
          <CardTitle item={item} />
          <CardSynopsis item={item} text={scene?.synopsis ?? item.synopsis} />
        </div>
        {scene === undefined ? null : <FirstPicture scene={scene} />}
      </div>
    </div>
  );
}

/** The title goes to its place in the script; F2 or the menu make it a field. */
function CardTitle({ item }: { item: OutlineItem }) {
  const { t } = useLingui();
  const { title } = item;
  const { writable } = useStudio();
  const { actions } = useBoard();
  const open = useOpenCard();
  const select = useSelection((selection) => selection.select);
  const edits = useOutlineUi((ui) => ui.edits?.id === item.id && ui.edits.what === 'title');
  if (edits && writable)
    return (
      <CardField
        label={t`Title of ${title}`}
        value={title}
        id={item.id}
        className={styles.titleField}
        onCommit={(text) => actions.rename(item, text)}
      />
    );
  return (
    <button
      type="button"
      className={styles.title}
      data-outline={item.id}
      onClick={() => open(item)}
      // Whoever sees this window is in that scene, and what is asked of the agent is about it.
      onFocus={() => (item.kind === 'scene' ? select(null, item.id) : undefined)}
      aria-keyshortcuts={writable ? 'F2 Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight' : undefined}
    >
      {title === '' ? t`Untitled` : title}
    </button>
  );
}

function CardSynopsis({ item, text }: { item: OutlineItem; text: string }) {
  const { t } = useLingui();
  const { title } = item;
  const { writable } = useStudio();
  const { actions } = useBoard();
  const edits = useOutlineUi((ui) => ui.edits?.id === item.id && ui.edits.what === 'synopsis');
  const set = useOutlineUi((ui) => ui.set);
  if (!writable) return text === '' ? null : <p className={styles.synopsis}>{text}</p>;
  if (edits)
    return (
      <CardField
        label={t`Synopsis of ${title}`}
        value={text}
        id={item.id}
        multiline
        className={styles.synopsisField}
        onCommit={(words) => actions.describe(item, words)}
      />
    );
  return (
    <button
      type="button"
      className={cx(styles.synopsis, text === '' && styles.noSynopsis)}
      aria-label={text === '' ? t`Add a synopsis: ${title}` : t`Synopsis of ${title}: ${text}`}
      onClick={() => set({ edits: { id: item.id, what: 'synopsis' } })}
    >
      {text === '' ? t`Add a synopsis` : text}
    </button>
  );
}

/** What the scene begins with, where something is drawn: the card is then the scene people know from the board. */
function FirstPicture({ scene }: { scene: SceneView }) {
  const first = scene.shots.find((shot) => shownPicture(shot) !== null);
  const url = useAssetUrl(first === undefined ? null : shownPicture(first));
  return url === null ? null : <img className={styles.picture} src={url} alt="" loading="lazy" draggable={false} />;
}
