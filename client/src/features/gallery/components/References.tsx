import { Trans, useLingui } from '@lingui/react/macro';
import { removeReference } from '@trashfire/shared/document/commands/remove-reference';
import type { Reference } from '@trashfire/shared/document/schema';
import { Download, Image, Trash2 } from 'lucide-react';
import { type DragEvent, useEffect, useState } from 'react';
import { useAssetUrl } from '../../../api/use-asset-url.ts';
import { useRecords } from '../../../collab/records.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Progress } from '../../../ui/Progress.tsx';
import { UploadLine } from '../../storyboard/components/UploadLine.tsx';
import { chooseFiles, dragKind } from '../../storyboard/model/picture-files.ts';
import { type Upload, useUploads } from '../../storyboard/model/uploads.ts';
import { sayDeleted } from '../../studio/model/say-deleted.ts';
import { useStudio } from '../../studio/model/studio-context.ts';
import { useCommand } from '../../studio/model/use-command.ts';
import { uploadsOf, useBringReferences } from '../model/references.ts';
import styles from './Page.module.css';

/** Pictures people brought for a character, a place or a prop: to look at beside what is drawn. */
export function References({ subjectId, name }: { subjectId: string; name: string }) {
  const { t } = useLingui();
  const { seriesDoc, writable } = useStudio();
  const references = useRecords(seriesDoc.doc, 'references').filter((one) => one.subjectId === subjectId);
  const byKey = useUploads((uploads) => uploads.byShot);
  const uploads = uploadsOf(byKey, subjectId);
  const bring = useBringReferences(subjectId);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!writable || files.length === 0) return;
      event.preventDefault();
      bring(files);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [bring, writable]);
  const takes = (event: DragEvent) => writable && dragKind(event.dataTransfer) === 'file';
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!takes(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (!takes(event)) return;
      event.preventDefault();
      bring([...event.dataTransfer.files]);
    },
  };
  const title = t`Reference pictures`;
  return (
    <section aria-label={title} className={cx(styles.section, over && styles.over)} {...drop}>
      <h3 className={styles.title}>
        {title}
        <span className={styles.space} />
        {writable ? (
          <Button size="sm" icon={Image} onClick={() => chooseFiles(bring)}>
            <Trans>Bring pictures</Trans>
          </Button>
        ) : null}
      </h3>
      {references.length + uploads.length === 0 ? (
        <p className={styles.meta}>
          <Trans>None yet. Drop or paste PNG, JPEG or WebP here. They are looked at and change no shot.</Trans>
        </p>
      ) : (
        <ul className={styles.sheet}>
          {references.map((reference) => (
            <Kept key={reference.id} reference={reference} subject={name} />
          ))}
          {uploads.map(([key, upload]) => (
            <Sending key={key} id={key} upload={upload} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Kept({ reference: { id, picture, name }, subject }: { reference: Reference; subject: string }) {
  const { t } = useLingui();
  const { writable, bibleUndo } = useStudio();
  const run = useCommand();
  const url = useAssetUrl(picture);
  const remove = () => {
    if (run(removeReference, { id })) sayDeleted(bibleUndo, t`The picture is no longer beside ${subject}.`);
  };
  return (
    <li className={styles.drawing}>
      <span className={styles.thumb}>
        {url ? <img src={url} alt={t`Reference for ${subject}: ${name}`} loading="lazy" /> : null}
      </span>
      <span className={styles.drawingWords}>
        <span className="ellipsis">{name}</span>
        {url ? (
          <a className={styles.link} href={url} download={name} aria-label={t`Download ${name}`}>
            <Download size={14} aria-hidden />
          </a>
        ) : null}
        {writable ? <IconButton icon={Trash2} label={t`Take ${name} away`} onClick={remove} /> : null}
      </span>
    </li>
  );
}

/** One that is on its way, shown at once from the file here. */
function Sending({ id, upload }: { id: string; upload: Upload }) {
  const { t } = useLingui();
  return (
    <li className={styles.drawing}>
      <span className={styles.thumb}>
        {upload.state === 'failed' ? null : <img src={upload.url} alt="" />}
        {upload.state === 'sending' ? (
          <Progress onFrame percent={upload.share * 100} label={t`Sending a reference picture`} />
        ) : null}
      </span>
      <UploadLine shotId={id} upload={upload} />
    </li>
  );
}
