import { Sketch } from '../../../ui/Sketch.tsx';
import type { SheetShot } from '../../storyboard/model/sheet-shots.ts';
import { describeShot } from '../../studio/model/episode-model.ts';
import { useCharacterNames } from '../../studio/model/use-episode-model.ts';
import styles from './Boards.module.css';

interface ShotPictureProps {
  shot: SheetShot;
  urls: ReadonlyMap<string, string>;
  /** In mm. */
  size: { readonly width: number; readonly height: number };
}

/** The shot's picture, or where nothing is drawn its sketch in ink. */
export function ShotPicture({ shot: { view, picture }, urls, size }: ShotPictureProps) {
  const names = useCharacterNames();
  const url = picture === null ? undefined : urls.get(picture);
  return (
    <div className={styles.picture} style={{ width: `${size.width}mm`, height: `${size.height}mm` }}>
      {url === undefined ? (
        <Sketch size={view.shot.size} cast={view.shot.cast.length} />
      ) : (
        <img src={url} alt={describeShot(view, names)} />
      )}
    </div>
  );
}
