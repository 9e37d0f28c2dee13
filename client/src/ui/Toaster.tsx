import { useLingui } from '@lingui/react/macro';
import { Toaster as Sonner } from 'sonner';
import styles from './Toaster.module.css';

/** Where toasts appear: bottom left, over the canvas, above the status bar. */
export function Toaster() {
  const { t } = useLingui();
  return (
    <Sonner
      containerAriaLabel={t`Notifications`}
      position="bottom-left"
      theme="dark"
      closeButton
      visibleToasts={3}
      offset={{ bottom: 34, left: 52 }}
      mobileOffset={{ bottom: 94, left: 12, right: 12 }}
      toastOptions={{
        unstyled: true,
        closeButtonAriaLabel: t`Close toast`,
        classNames: {
          toast: styles.toast ?? '',
          error: styles.error ?? '',
          actionButton: styles.action ?? '',
          closeButton: styles.close ?? '',
          title: styles.title ?? '',
        },
      }}
    />
  );
}
